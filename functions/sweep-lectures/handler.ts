import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { s3Recordings } from '../../shared/adapters/s3-recordings.ts';
import { sqsLectureQueue } from '../../shared/adapters/sqs-lecture-queue.ts';
import { userTraces } from '../../shared/adapters/user-traces.ts';
import { type SweepPorts, sweepLectures } from '../../shared/lectures/sweep-lectures.ts';
import { backgroundHandler } from '../../shared/platform/background-handler.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { errorFields, log } from '../../shared/platform/log.ts';
import { logNotSwept, observedLectures } from '../../shared/platform/observed-ports.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';
import { type EraseTracesPorts, eraseBuriedUsers } from '../../shared/users/delete-user.ts';

const environment = await loadEnvironment('sweep-lectures');
const table = dynamoTable(environment.TABLE_NAME);
const s3 = s3Client();

const ports = {
  lectures: observedLectures(dynamoLectures(table)),
  recordings: s3Recordings(s3, environment.RECORDINGS_BUCKET),
  queue: sqsLectureQueue(sqsClient(), environment.LECTURE_QUEUE_URL),
  users: dynamoUsers(table),
  traces: userTraces(table, s3, environment.RECORDINGS_BUCKET),
  clock: Date.now,
  noteNotSwept: logNotSwept,
};

/** Every minute: heals what was lost on the way, and leaves nothing of users who are gone. */
export const sweep =
  (ports: SweepPorts & EraseTracesPorts) =>
  async (remainingMilliseconds: () => number): Promise<void> => {
    const [swept] = await Promise.allSettled([sweepLectures(ports, remainingMilliseconds)]);
    // A lecture that cannot be swept must not keep anybody's data here.
    const [erased] = await Promise.allSettled([eraseBuriedUsers(ports)]);
    if (swept.status === 'rejected') {
      if (erased.status === 'rejected') log('error', 'not erased', errorFields(erased.reason));
      throw swept.reason;
    }
    if (erased.status === 'rejected') throw erased.reason;
    log('info', 'swept', { ...swept.value, erasedUsers: erased.value });
  };

export const handler = backgroundHandler((_event: unknown, context) =>
  sweep(ports)(() => context.getRemainingTimeInMillis()),
);
