import { GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { changeItem } from '../../shared/adapters/dynamo-change.ts';
import {
  lectureKey,
  lecturePrefix,
  ownTopicKey,
  topicPrefix,
} from '../../shared/adapters/dynamo-keys.ts';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import { provisionalFailureReasons } from '../../shared/contracts/lecture.ts';
import { lowestIdAt } from '../../shared/identifiers/json-safe-id.ts';
import type { OpenKey } from '../../shared/lectures/ports.ts';

const stateSchema = z.object({
  status: z.string(),
  failureReason: z.string().optional(),
  attempt: z.number(),
  endedAt: z.number().default(0),
  /** When an operator last sent the lecture to the queue. Only this command reads and writes it. */
  redrivenAt: z.number().optional(),
});
const rowSchema = stateSchema.extend({
  userId: z.number(),
  lectureId: z.number(),
  sk: z.string(),
});

/** The key of a lecture's row, or of an own topic's. */
const rowKey = (key: OpenKey) => (key.of === 'topic' ? ownTopicKey(key) : lectureKey(key));

/** The part of a lecture that a redrive has to know. */
export type LectureState = z.infer<typeof stateSchema>;
export type FailedLecture = LectureState & OpenKey;

/** A page of the scan: the failures that it found and the number of items that it read. */
export interface ScannedPage {
  readonly scannedCount: number;
  readonly failed: readonly FailedLecture[];
}

/**
 * A lecture that no worker has taken up this long after it was sent is sent again, since the message may be
 * lost.
 */
export const takenUpMilliseconds = 60 * 60_000;
const pageItems = 1_000;

const attributes = {
  ProjectionExpression:
    'sk, userId, lectureId, #status, failureReason, attempt, endedAt, redrivenAt',
  ExpressionAttributeNames: { '#status': 'status' },
};

/** Tells whether a lecture has failed for a reason that passes. */
export function isProvisional({ status, failureReason }: LectureState): boolean {
  return (
    status === 'FAILURE' && provisionalFailureReasons.some((reason) => reason === failureReason)
  );
}

/** Tells whether a redrive sent the lecture a short while ago and no worker has taken it since. */
export function isOnItsWay({ redrivenAt, endedAt }: LectureState, now: number): boolean {
  return (
    redrivenAt !== undefined && redrivenAt >= endedAt && redrivenAt > now - takenUpMilliseconds
  );
}

/**
 * Scans the whole table, page by page, for provisional failures of lectures and own topics that began since
 * then. No index serves a question that an operator asks rarely.
 */
export async function* provisionalFailures(
  table: Table,
  sinceMilliseconds: number,
): AsyncGenerator<ScannedPage> {
  const reasons = Object.fromEntries(
    provisionalFailureReasons.map((reason, index) => [`:reason${index}`, reason]),
  );
  const pages = paginateScan(
    { client: table.client, pageSize: pageItems },
    {
      TableName: table.name,
      ...attributes,
      FilterExpression: `(begins_with(sk, :lecture) OR begins_with(sk, :topic)) AND lectureId >= :lowest AND #status = :failure AND failureReason IN (${Object.keys(reasons).join(', ')})`,
      ExpressionAttributeValues: {
        ':lecture': lecturePrefix,
        ':topic': topicPrefix,
        ':lowest': lowestIdAt(sinceMilliseconds),
        ':failure': 'FAILURE',
        ...reasons,
      },
    },
  );
  for await (const { ScannedCount = 0, Items = [] } of pages) {
    yield {
      scannedCount: ScannedCount,
      failed: Items.map((item) => {
        const { sk, ...row } = rowSchema.parse(item);
        return sk.startsWith(topicPrefix) ? { ...row, of: 'topic' } : row;
      }),
    };
  }
}

/** Answers undefined where nobody has submitted that lecture, or its user was deleted. */
export async function readLectureState(
  table: Table,
  key: OpenKey,
): Promise<LectureState | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.name,
      Key: rowKey(key),
      ConsistentRead: true,
      ...attributes,
    }),
  );
  return Item && stateSchema.parse(Item);
}

/**
 * Notes on a failed lecture that it is being sent, so that no other run sends it too.
 * @returns false where a worker or another run was faster
 */
export function markRedriven(table: Table, lecture: FailedLecture, now: number): Promise<boolean> {
  const { attempt, redrivenAt: before } = lecture;
  const isUnmarked =
    before === undefined ? 'attribute_not_exists(#redrivenAt)' : '#redrivenAt = :before';
  return changeItem(table, rowKey(lecture), {
    set: { redrivenAt: now },
    onlyIf: `#status = :status AND #attempt = :attempt AND ${isUnmarked}`,
    values: { status: 'FAILURE', attempt, ...(before !== undefined && { before }) },
  });
}

/** Removes the note after the message could not be sent. */
export async function unmarkRedriven(
  table: Table,
  lecture: OpenKey,
  markedAt: number,
): Promise<void> {
  await changeItem(table, rowKey(lecture), {
    remove: ['redrivenAt'],
    onlyIf: '#redrivenAt = :markedAt',
    values: { markedAt },
  });
}
