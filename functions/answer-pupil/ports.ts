import { createHash } from 'node:crypto';
import { dynamoLaters } from '../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoRepeats } from '../../shared/adapters/dynamo-repeats.ts';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import { s3Recordings } from '../../shared/adapters/s3-recordings.ts';
import { s3UploadUrlReader } from '../../shared/adapters/s3-upload-url-reader.ts';
import { sqsLectureQueue } from '../../shared/adapters/sqs-lecture-queue.ts';
import { repeatGuardSeconds, typedRepeatGuardSeconds } from '../../shared/contracts/clocks.ts';
import type { Environment } from '../../shared/contracts/environment.ts';
import type { LaterSubmissionPorts } from '../../shared/lectures/submit-later.ts';
import { followedLectures, observedLectures } from '../../shared/platform/observed-ports.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import type { SecretReader } from '../../shared/platform/secrets.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';
import { uploadProofs } from '../../shared/platform/upload-proofs.ts';

/** What an answer needs, spoken or typed, wired. */
export function answerPorts(
  environment: Environment<'answer-pupil'>,
  table: Table,
  readTokenKeys: SecretReader,
): LaterSubmissionPorts {
  const s3 = s3Client();
  const details = dynamoLectureDetails(table);
  const lectures = followedLectures(observedLectures(dynamoLectures(table)));
  const clock = Date.now;
  const common = {
    lectures,
    clock,
    queue: sqsLectureQueue(sqsClient(), environment.LECTURE_QUEUE_URL),
  };
  return {
    ...common,
    details,
    laters: dynamoLaters(table),
    recording: {
      ...common,
      repeats: dynamoRepeats(table, repeatGuardSeconds),
      recordings: s3Recordings(s3, environment.RECORDINGS_BUCKET),
      readUploadUrl: s3UploadUrlReader(s3, environment.RECORDINGS_BUCKET),
      proofs: uploadProofs(readTokenKeys),
    },
    text: {
      ...common,
      repeats: dynamoRepeats(table, typedRepeatGuardSeconds),
      details,
      fingerprint: (parts) => createHash('sha256').update(JSON.stringify(parts)).digest('hex'),
      random: Math.random,
    },
  };
}
