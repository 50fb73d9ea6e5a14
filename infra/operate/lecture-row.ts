import { paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { lecturePrefix } from '../../shared/adapters/dynamo-keys.ts';
import type { Table } from '../../shared/adapters/dynamo-table.ts';

/**
 * What an operator may see of a lecture. Nothing else is read: what the learner said, was asked or answered,
 * and the labels of the key points, stay in the table.
 */
const rowSchema = z.object({
  userId: z.number(),
  lectureId: z.number(),
  kind: z.string(),
  topic: z.looseObject({ topicId: z.number().optional() }).optional(),
  catalogVersion: z.string().optional(),
  status: z.string(),
  stage: z.string().optional(),
  failureReason: z.string().optional(),
  createdAt: z.number(),
  deadlineAt: z.number(),
  leaseUntil: z.number().optional(),
  resentAt: z.number().optional(),
  redrivenAt: z.number().optional(),
  endedAt: z.number().optional(),
  attempt: z.number(),
  isCharged: z.boolean().optional(),
  spentMicroDollars: z.number().optional(),
  askedInVain: z.record(z.string(), z.array(z.number())).optional(),
  correlationId: z.string(),
});

export type ShownLecture = z.infer<typeof rowSchema>;

const names = Object.keys(rowSchema.shape);

/** Scans the whole table: no index knows whose lecture it is, and complaints are rare. */
export async function findLecture(
  table: Table,
  lectureId: number,
  interrupt: AbortSignal,
): Promise<ShownLecture | undefined> {
  const pages = paginateScan(
    { client: table.client },
    {
      TableName: table.name,
      ProjectionExpression: names.map((_, index) => `#a${index}`).join(', '),
      FilterExpression: 'begins_with(sk, :lecture) AND lectureId = :id',
      ExpressionAttributeNames: Object.fromEntries(
        names.map((name, index) => [`#a${index}`, name]),
      ),
      ExpressionAttributeValues: { ':lecture': lecturePrefix, ':id': lectureId },
    },
  );
  for await (const { Items = [] } of pages) {
    // The filter also finds rows of what was said in the lecture, which have none of these fields.
    const found = Items.map((item) => rowSchema.safeParse(item)).find((r) => r.success);
    if (found?.success) return found.data;
    if (interrupt.aborted) return undefined;
  }
  return undefined;
}

const clocks = [
  ['submitted', 'createdAt'],
  ['sent again', 'resentAt'],
  ['redriven', 'redrivenAt'],
  ['ended', 'endedAt'],
  ['claimed until', 'leaseUntil'],
  ['deadline', 'deadlineAt'],
] as const;

/** The lecture as lines of text. Its times stand in order, counted from the submission. */
export function lectureLines(lecture: ShownLecture): readonly string[] {
  const { userId, lectureId, kind, topic, catalogVersion, status, stage, failureReason } = lecture;
  const times = clocks
    .flatMap(([title, name]) =>
      lecture[name] === undefined ? [] : [[title, lecture[name]] as const],
    )
    .toSorted(([, one], [, other]) => one - other);
  const askedInVain = Object.entries(lecture.askedInVain ?? {}).filter(([, at]) => at.length > 0);
  return [
    `Lecture     ${lectureId}, ${kind}, of user ${userId}`,
    `Topic       ${topic?.topicId ?? 'their own'}, catalog ${catalogVersion ?? 'unknown'}`,
    `Status      ${[status, stage, failureReason].filter(Boolean).join(' · ')}`,
    `Attempts    ${lecture.attempt}, ${lecture.isCharged ? 'charged' : 'not charged'}, $${((lecture.spentMicroDollars ?? 0) / 1e6).toFixed(4)} spent`,
    ...askedInVain.map(
      ([step, at]) => `In vain     ${step}: endpoint ${at.map((n) => n + 1).join(', ')}`,
    ),
    `Thread      ${lecture.correlationId}`,
    'Clocks',
    ...times.map(
      ([title, at]) =>
        `  ${new Date(at).toISOString()}  ${`${Math.round((at - lecture.createdAt) / 1000)} s`.padStart(8)}  ${title}`,
    ),
  ];
}
