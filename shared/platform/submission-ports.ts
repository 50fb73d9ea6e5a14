import { dynamoCredits } from '../adapters/dynamo-credits.ts';
import { dynamoLaters } from '../adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../adapters/dynamo-lectures.ts';
import { dynamoRepeats } from '../adapters/dynamo-repeats.ts';
import type { Table } from '../adapters/dynamo-table.ts';
import { s3Recordings } from '../adapters/s3-recordings.ts';
import { s3UploadUrlReader } from '../adapters/s3-upload-url-reader.ts';
import { sqsLectureQueue } from '../adapters/sqs-lecture-queue.ts';
import { repeatGuardSeconds, typedRepeatGuardSeconds } from '../contracts/clocks.ts';
import { fingerprint } from './digests.ts';
import { followedLectures, observedLectures } from './observed-ports.ts';
import { s3Client } from './s3-client.ts';
import type { SecretReader } from './secrets.ts';
import { sqsClient } from './sqs-client.ts';
import { uploadProofs } from './upload-proofs.ts';

/** Wires what the submission of a text needs: a lecture, an answer to the pupil, or a correction. */
export function textSubmissionPorts(
  environment: { readonly LECTURE_QUEUE_URL: string },
  table: Table,
) {
  const lectures = followedLectures(observedLectures(dynamoLectures(table)));
  const details = dynamoLectureDetails(table);
  const common = { lectures, details, clock: Date.now };
  return {
    ...common,
    laters: dynamoLaters(table),
    text: {
      ...common,
      queue: sqsLectureQueue(sqsClient(), environment.LECTURE_QUEUE_URL),
      repeats: dynamoRepeats(table, typedRepeatGuardSeconds),
      credits: dynamoCredits(table),
      fingerprint,
      random: Math.random,
    },
  };
}

/** Wires the same, and what a recording needs besides. */
export function submissionPorts(
  environment: { readonly LECTURE_QUEUE_URL: string; readonly RECORDINGS_BUCKET: string },
  table: Table,
  readTokenKeys: SecretReader,
) {
  const ports = textSubmissionPorts(environment, table);
  const s3 = s3Client();
  const { lectures, clock, text } = ports;
  return {
    ...ports,
    recording: {
      lectures,
      clock,
      queue: text.queue,
      repeats: dynamoRepeats(table, repeatGuardSeconds),
      credits: text.credits,
      recordings: s3Recordings(s3, environment.RECORDINGS_BUCKET),
      readUploadUrl: s3UploadUrlReader(s3, environment.RECORDINGS_BUCKET),
      proofs: uploadProofs(readTokenKeys),
    },
  };
}
