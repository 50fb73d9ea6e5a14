import * as z from 'zod';
import { userPartition } from '../../../shared/adapters/dynamo-keys.ts';
import { tablePartitions } from '../../../shared/contracts/table.ts';
import type { StoredRows } from './stored-rows.ts';

const key = z.object({ pk: z.string(), sk: z.string() });
const outsideRow = key.extend({
  /** Seconds since the epoch. */
  expiresAt: z.number().optional(),
  /** Of a shared topic. */
  code: z.string().optional(),
  ownerId: z.number().optional(),
  topicId: z.number().optional(),
  validUntil: z.number().optional(),
  /** Of a copy's mark, and of a transfer code. */
  userId: z.number().optional(),
});
export type OutsideRow = z.infer<typeof outsideRow>;
const noteRow = key.extend({ outside: key, code: z.string().optional() });
const topicRow = z.object({
  userId: z.number(),
  lectureId: z.number(),
  copiedFrom: z.string().optional(),
  takenDownAt: z.number().optional(),
});
export type TopicRow = z.infer<typeof topicRow>;
const countRow = z.object({ pk: z.string(), count: z.number() });

export const nameOfKey = ({ pk, sk }: z.infer<typeof key>) => `${pk} ${sk}`;

/** What lies outside learners' partitions but belongs to one, and the notes about it. */
export interface SharedRows {
  readonly outside: ReadonlyMap<string, OutsideRow>;
  /** By what each is noted, by the name of the row outside. */
  readonly notes: ReadonlyMap<string, z.infer<typeof noteRow>>;
  /** Ids of learners who are there. */
  readonly topics: readonly TopicRow[];
  /** Topics that have notes, by partition and id. */
  readonly noted: ReadonlySet<string>;
  /** Shares that were counted, by partition. */
  readonly shares: ReadonlyMap<string, number>;
}

const prefixes = [
  tablePartitions.sharedTopics,
  tablePartitions.topicReports,
  tablePartitions.transferCodes,
].map((partition) => partition.replace('*', ''));

export function sharedRowsOf({ items, isAlive }: StoredRows): SharedRows {
  const shares = new Map<string, number>();
  for (const item of items.filter(({ sk }) => sk.endsWith('#USES#shares'))) {
    const { pk, count } = countRow.parse(item);
    shares.set(pk, (shares.get(pk) ?? 0) + count);
  }
  return {
    outside: new Map(
      items
        .filter(({ pk }) => prefixes.some((prefix) => pk.startsWith(prefix)))
        .map((item) => [nameOfKey(item), outsideRow.parse(item)]),
    ),
    notes: new Map(
      items
        .filter(({ sk }) => sk.startsWith('TRACE#'))
        .map((item) => noteRow.parse(item))
        .map((note) => [nameOfKey(note.outside), note]),
    ),
    topics: items
      .filter(({ sk }) => sk.startsWith('TOPIC#'))
      .map((item) => topicRow.parse(item))
      .filter(({ userId }) => isAlive(userId)),
    noted: new Set(items.filter(({ sk }) => sk.startsWith('TOPICNOTES#')).map(nameOfKey)),
    shares,
  };
}

/** Whose row it is, as the row itself or its note says; reports do not say it themselves. */
export function ownerOf(
  row: OutsideRow,
  notes: SharedRows['notes'],
  isAlive: (userId: number) => boolean,
): { readonly isAlive: boolean; readonly isNoted: boolean } {
  const note = notes.get(nameOfKey(row));
  const userId = row.ownerId ?? row.userId;
  const noter = /^USER#0*(\d+)$/.exec(note?.pk ?? '')?.[1];
  const who = userId ?? (noter === undefined ? undefined : Number(noter));
  return {
    isAlive: who !== undefined && isAlive(who),
    isNoted: note !== undefined && (userId === undefined || note.pk === userPartition(userId)),
  };
}
