import { dynamoLectures, preparationRows } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { s3Recordings } from '../../shared/adapters/s3-recordings.ts';
import { sqsLectureQueue } from '../../shared/adapters/sqs-lecture-queue.ts';
import { userTraces } from '../../shared/adapters/user-traces.ts';
import type { Environment } from '../../shared/contracts/environment.ts';
import type { SweepPorts } from '../../shared/lectures/sweep-lectures.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import {
  logNotErased,
  logNotSwept,
  observedLectures,
  observedPreparations,
} from '../../shared/platform/observed-ports.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';
import type { EraseTracesPorts } from '../../shared/users/erase-deleted-users.ts';

/** Wires what the sweep works with. */
export function minutePorts(
  environment: Environment<'sweep-lectures'>,
): SweepPorts & EraseTracesPorts {
  const table = dynamoTable(environment.TABLE_NAME);
  const s3 = s3Client();
  return {
    lectures: observedLectures(dynamoLectures(table)),
    preparations: observedPreparations(dynamoLectures(table, preparationRows)),
    recordings: s3Recordings(s3, environment.RECORDINGS_BUCKET),
    queue: sqsLectureQueue(sqsClient(), environment.LECTURE_QUEUE_URL),
    users: dynamoUsers(table),
    traces: userTraces(table, s3, environment.RECORDINGS_BUCKET),
    clock: Date.now,
    noteNotSwept: logNotSwept,
    noteNotErased: logNotErased,
  };
}
