import { createHash } from 'node:crypto';
import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoLaters } from '../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { dynamoRepeats } from '../../shared/adapters/dynamo-repeats.ts';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import { dynamoTaughtTopics } from '../../shared/adapters/dynamo-taught-topics.ts';
import { s3Recordings } from '../../shared/adapters/s3-recordings.ts';
import { s3UploadUrlReader } from '../../shared/adapters/s3-upload-url-reader.ts';
import { sqsLectureQueue } from '../../shared/adapters/sqs-lecture-queue.ts';
import { repeatGuardSeconds, typedRepeatGuardSeconds } from '../../shared/contracts/clocks.ts';
import type { Environment } from '../../shared/contracts/environment.ts';
import type { LaterStore } from '../../shared/lectures/later.ts';
import type { LectureDetails } from '../../shared/lectures/ports.ts';
import type { VersionedTopics } from '../../shared/lectures/reader-language.ts';
import type { SubmitLecturePorts } from '../../shared/lectures/submit-lecture.ts';
import type { SubmitTextPorts } from '../../shared/lectures/submit-text.ts';
import { topicFinder, topicPinner } from '../../shared/own-topics/read-own-topics.ts';
import { followedLectures, observedLectures } from '../../shared/platform/observed-ports.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import type { SecretReader } from '../../shared/platform/secrets.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';
import { uploadProofs } from '../../shared/platform/upload-proofs.ts';

export interface SubmissionPorts extends VersionedTopics {
  readonly recording: SubmitLecturePorts;
  readonly text: SubmitTextPorts;
  /** A repeat of a submission may find its lecture graded. */
  readonly details: Pick<LectureDetails, 'findTranscript' | 'findFeedback' | 'findAll'>;
  readonly laters: Pick<LaterStore, 'list'>;
}

/** What both kinds of submission need, wired. */
export function submissionPorts(
  environment: Environment<'submit-lecture'>,
  table: Table,
  readTokenKeys: SecretReader,
): SubmissionPorts {
  const s3 = s3Client();
  const details = dynamoLectureDetails(table);
  const catalog = dynamoCatalog(table, Date.now);
  const common = {
    lectures: followedLectures(observedLectures(dynamoLectures(table))),
    queue: sqsLectureQueue(sqsClient(), environment.LECTURE_QUEUE_URL),
    findTopic: topicFinder(catalog.findTopic, dynamoOwnTopics(table)),
    pinTopic: topicPinner(dynamoTaughtTopics(table)),
    clock: Date.now,
  };
  return {
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
    details,
    laters: dynamoLaters(table),
    findTopicOfVersion: catalog.findTopicOfVersion,
  };
}
