import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { laterKey, userPartition, userQuotaKey } from '../../../shared/adapters/dynamo-keys.ts';
import { laterKinds } from '../../../shared/contracts/later-judgements.ts';
import {
  failureReasonSchema,
  lectureStatusSchema,
  provisionalFailureReasons,
} from '../../../shared/contracts/lecture.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';

const lectureRow = z.object({
  userId: z.number(),
  lectureId: z.number(),
  kind: z.enum(['recording', 'text']),
  status: lectureStatusSchema,
  failureReason: z.optional(failureReasonSchema),
  score: z.number().optional(),
  etag: z.string().optional(),
  uploadProof: z.string().optional(),
  topic: z.object({ topicId: z.number() }),
  focus: z.array(z.number()).optional(),
  labels: z.string().optional(),
  hasLater: z.boolean().optional(),
  later: z
    .object({ by: z.enum(laterKinds), lectureId: z.number(), round: z.number().optional() })
    .optional(),
  createdAt: z.number(),
  endedAt: z.number().optional(),
  attempt: z.number(),
  isCharged: z.boolean().optional(),
  leaseUntil: z.number().optional(),
  leaseMessageId: z.string().optional(),
  openShard: z.string().optional(),
});
export type LectureRow = z.infer<typeof lectureRow>;

const preparationRow = lectureRow.extend({ packed: z.instanceof(Uint8Array).optional() });
/** An own topic's row: that of its preparation, with its content. */
export type PreparationRow = z.infer<typeof preparationRow>;

const itemSchema = z.looseObject({ pk: z.string(), sk: z.string() });
type Item = z.infer<typeof itemSchema>;
const profileItem = z.object({ deletedAt: z.number().optional() });
const noIds = new Set<number>();
const quotaItem = z.object({
  lectureIds: z.set(z.number()).default(noIds),
  quarterIds: z.set(z.number()).default(noIds),
});
const placeItem = z.object({ lectureId: z.number() });
const globalQuotaItem = z.object({ charged: z.number(), microDollars: z.number() });
const packedItem = z.object({ packed: z.instanceof(Uint8Array) });

interface UserCounter {
  readonly pk: string;
  readonly lectureIds: ReadonlySet<number>;
  /** Later judgements, of which four count as a lecture. */
  readonly quarterIds: ReadonlySet<number>;
}

const isRefusals = (sk: string) => sk.endsWith('#REFUSED');
const isOfTopics = (sk: string) => sk.endsWith('#TOPICS');
const countersIn = (items: readonly Item[]): UserCounter[] =>
  items.map((item) => ({ pk: item.pk, ...quotaItem.parse(item) }));

/** The table as it is, read without any adapter. */
export interface StoredRows {
  readonly items: readonly Item[];
  readonly lectures: readonly LectureRow[];
  readonly preparations: readonly PreparationRow[];
  /** Transcripts and feedback by sort key and owner, as digests of what is stored. */
  readonly details: ReadonlyMap<string, string>;
  /** Which judgement has each place, by partition and sort key. */
  readonly places: ReadonlyMap<string, number>;
  /** Lecture ids by user and day. */
  readonly quotas: readonly UserCounter[];
  /** Own topics in the same way. */
  readonly topicQuotas: readonly UserCounter[];
  readonly refusals: readonly UserCounter[];
  /** By day: lectures, and dollars reserved and spent. */
  readonly globalCounts: readonly z.infer<typeof globalQuotaItem>[];
  readonly isAlive: (userId: number) => boolean;
}

/** @param userId leaves everybody else out */
export async function readStoredRows(table: EngineTable, userId?: number): Promise<StoredRows> {
  const { Items = [] } =
    userId === undefined
      ? await table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))
      : await table.client.send(
          new QueryCommand({
            TableName: table.name,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': userPartition(userId) },
            ConsistentRead: true,
          }),
        );
  const items = z.array(itemSchema).parse(Items);
  const under = (prefix: string) => items.filter(({ sk }) => sk.startsWith(prefix));
  const profiles = new Map(
    under('PROFILE').map((item) => [item.pk, profileItem.parse(item).deletedAt]),
  );
  return {
    items,
    preparations: under('TOPIC#').map((item) => preparationRow.parse(item)),
    lectures: under('LECTURE#').map((item) => lectureRow.parse(item)),
    details: new Map(
      [...under('TRANSCRIPT#'), ...under('FEEDBACK#')].map((item) => [
        `${item.pk} ${item.sk}`,
        Buffer.from(packedItem.parse(item).packed).toString('base64'),
      ]),
    ),
    places: new Map(
      under('LATER#').map((item) => [`${item.pk} ${item.sk}`, placeItem.parse(item).lectureId]),
    ),
    quotas: countersIn(under('QUOTA#').filter(({ sk }) => !isRefusals(sk) && !isOfTopics(sk))),
    topicQuotas: countersIn(under('QUOTA#').filter(({ sk }) => isOfTopics(sk))),
    refusals: countersIn(under('QUOTA#').filter(({ sk }) => isRefusals(sk))),
    globalCounts: items
      .filter(({ pk }) => pk === 'QUOTA')
      .map((item) => globalQuotaItem.parse(item)),
    isAlive: (id) =>
      profiles.has(userPartition(id)) && profiles.get(userPartition(id)) === undefined,
  };
}

export function isProvisional({
  status,
  failureReason,
}: Pick<LectureRow, 'status' | 'failureReason'>): boolean {
  return (
    status === 'FAILURE' && provisionalFailureReasons.some((reason) => reason === failureReason)
  );
}

/** It ended for lack of its upload, which may still come. */
export function awaitsUpload({ failureReason, openShard }: LectureRow): boolean {
  return failureReason === 'UPLOAD_MISSING' && openShard !== undefined;
}

export function isFinal(row: LectureRow): boolean {
  return row.status !== 'IN_PROGRESS' && !isProvisional(row) && !awaitsUpload(row);
}

export function isCharged(rows: StoredRows, userId: number, lectureId: number): boolean {
  const pk = userQuotaKey(userId, 0).pk;
  return rows.quotas.some(
    (quota) =>
      quota.pk === pk && (quota.lectureIds.has(lectureId) || quota.quarterIds.has(lectureId)),
  );
}

/** The place that a later judgement was submitted for. */
export function placeOf({ userId, later, focus }: LectureRow): string | undefined {
  if (!later) return undefined;
  const names = {
    answer: `ANSWER#${later.round ?? 0}` as const,
    transcript: 'TRANSCRIPT' as const,
    disagreement: `DISAGREEMENT#${focus?.[0] ?? 0}` as const,
  };
  const { pk, sk } = laterKey({ userId, lectureId: later.lectureId }, names[later.by]);
  return `${pk} ${sk}`;
}

/** Which fields of a row may change once it has ended: none. */
export function sameState(one: LectureRow, other: LectureRow): boolean {
  return (
    one.status === other.status &&
    one.failureReason === other.failureReason &&
    one.score === other.score &&
    one.labels === other.labels &&
    one.etag === other.etag &&
    one.endedAt === other.endedAt &&
    (one.attempt === other.attempt || one.status === 'IN_PROGRESS')
  );
}

export function about({ lectureId, status, failureReason, score }: LectureRow): string {
  return `lecture ${lectureId} (${status} ${failureReason ?? score ?? ''})`;
}

/** For which purpose it was submitted: the same bytes for another one are another lecture. */
export const purposeOf = ({ focus, later }: LectureRow): string =>
  [focus?.join(), later?.lectureId, later?.by, later?.round].join('/');
