import { createHash } from 'node:crypto';
import { dynamoLaters } from '../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoRepeats } from '../../shared/adapters/dynamo-repeats.ts';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import { sqsLectureQueue } from '../../shared/adapters/sqs-lecture-queue.ts';
import { typedRepeatGuardSeconds } from '../../shared/contracts/clocks.ts';
import type { Environment } from '../../shared/contracts/environment.ts';
import type { RevisionPorts } from '../../shared/lectures/revision.ts';
import { followedLectures, observedLectures } from '../../shared/platform/observed-ports.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';

/** What a correction or a dispute needs, wired. */
export function revisionPorts(
  environment: Environment<'revise-lecture'>,
  table: Table,
): RevisionPorts {
  const details = dynamoLectureDetails(table);
  const lectures = followedLectures(observedLectures(dynamoLectures(table)));
  const clock = Date.now;
  return {
    lectures,
    details,
    laters: dynamoLaters(table),
    clock,
    text: {
      lectures,
      details,
      clock,
      repeats: dynamoRepeats(table, typedRepeatGuardSeconds),
      queue: sqsLectureQueue(sqsClient(), environment.LECTURE_QUEUE_URL),
      fingerprint: (parts) => createHash('sha256').update(JSON.stringify(parts)).digest('hex'),
      random: Math.random,
    },
  };
}
