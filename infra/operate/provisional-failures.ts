import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
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
  /** When an operator last sent it to the queue; nothing but this command reads or writes it. */
  redrivenAt: z.number().optional(),
});
const rowSchema = stateSchema.extend({
  userId: z.number(),
  lectureId: z.number(),
  sk: z.string(),
});

/** The row of a lecture, or that of an own topic's preparation. */
const rowKey = (key: OpenKey) => (key.of === 'topic' ? ownTopicKey(key) : lectureKey(key));

/** A lecture as far as a redrive must know it. */
export type LectureState = z.infer<typeof stateSchema>;
export type FailedLecture = LectureState & OpenKey;

/** A page of the scan: what it found among how many items. */
export interface ScannedPage {
  readonly scannedCount: number;
  readonly failed: readonly FailedLecture[];
}

/** A lecture that was sent and is not taken up by then is sent again: the message may be lost. */
export const takenUpMilliseconds = 60 * 60_000;
const pageItems = 1_000;

const attributes = {
  ProjectionExpression:
    'sk, userId, lectureId, #status, failureReason, attempt, endedAt, redrivenAt',
  ExpressionAttributeNames: { '#status': 'status' },
};

/** Whether a lecture has ended for a reason that passes. */
export function isProvisional({ status, failureReason }: LectureState): boolean {
  return (
    status === 'FAILURE' && provisionalFailureReasons.some((reason) => reason === failureReason)
  );
}

/** Sent by a redrive a short while ago, and no worker has taken it since. */
export function isOnItsWay({ redrivenAt, endedAt }: LectureState, now: number): boolean {
  return (
    redrivenAt !== undefined && redrivenAt >= endedAt && redrivenAt > now - takenUpMilliseconds
  );
}

/**
 * Looks through the whole table, page by page, for provisional failures of lectures and own topics
 * that were begun since then. No index serves this: it is an operator's rare question.
 */
export async function* provisionalFailures(
  table: Table,
  sinceMilliseconds: number,
): AsyncGenerator<ScannedPage> {
  const reasons = Object.fromEntries(
    provisionalFailureReasons.map((reason, index) => [`:reason${index}`, reason]),
  );
  let startKey: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({
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
        Limit: pageItems,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    yield {
      scannedCount: page.ScannedCount ?? 0,
      failed: (page.Items ?? []).map((item) => {
        const { sk, ...row } = rowSchema.parse(item);
        return sk.startsWith(topicPrefix) ? { ...row, of: 'topic' } : row;
      }),
    };
    startKey = page.LastEvaluatedKey;
  } while (startKey);
}

/** Undefined where nobody has submitted that lecture, or its user is gone. */
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
 * Notes on a failed lecture that it is being sent, so that no other run sends it as well.
 * @returns false where a worker or another run was quicker
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

/** Takes the note back where the message could not be sent. */
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
