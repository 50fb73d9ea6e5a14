import * as z from 'zod/mini';
import { seoulDayStart } from '../calendar/seoul-day.ts';
import { standingShards, standingsIndex } from '../contracts/table.ts';
import { rankingRule } from '../ranking/counting-rule.ts';
import type { OutdatedStandings, SnapshotStore, StandingStore } from '../ranking/ports.ts';
import type { Standing } from '../ranking/standing.ts';
import { isOfRevision, putItem } from './dynamo-change.ts';
import {
  firstRule,
  packedSnapshotKey,
  snapshotKey,
  standingKey,
  standingShardName,
  standingShardOf,
  userOfPartition,
} from './dynamo-keys.ts';
import { findItem, queryPages } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';
import { packed, unpacked } from './packed-json.ts';

/** Flat lists of numbers take a third of the bytes that maps with names would take. */
const triples = z.pipe(
  z.array(z.number()),
  z.transform((numbers) =>
    Array.from({ length: Math.floor(numbers.length / 3) }, (_, index): [number, number, number] => [
      numbers[3 * index] ?? 0,
      numbers[3 * index + 1] ?? 0,
      numbers[3 * index + 2] ?? 0,
    ]),
  ),
);

/**
 * @param unsaid the rule of an item that does not name one. Items of the first rule do not, and the index
 * never does.
 */
const itemOfRule = (unsaid: number) =>
  z.pipe(
    z.object({ rule: z._default(z.number(), unsaid), days: triples, recent: triples }),
    z.transform(
      ({ rule, days, recent }): Standing => ({
        rule,
        days: days.map(([day, sum, count]) => ({ day, sum, count })),
        recent: recent.map(([endedAt, day, score]) => ({ endedAt, day, score })),
      }),
    ),
  );
const standingItem = itemOfRule(firstRule);
const indexItems = z.array(itemOfRule(rankingRule));
const keyItems = z.array(z.object({ pk: z.string() }));

/** A standing to which nothing was added for a window and a half no longer counts, so it may go. */
function expiryOf(days: Standing['days']): number | undefined {
  const last = days.at(-1)?.day;
  return last === undefined ? undefined : Math.floor(seoulDayStart(last + 45) / 1000);
}

/** Standings: `USER#id` / `STANDING`, all of them in a sparse index that the fold reads. */
export function dynamoStandings(table: Table): StandingStore {
  return {
    async find(userId) {
      const found = await findItem(table, standingKey(userId), 'eventual');
      return found && standingItem.parse(found);
    },

    replace: (userId, { rule, days, recent }, after) =>
      putItem(
        table,
        {
          ...standingKey(userId),
          standingShard: standingShardOf(userId),
          revision: after + 1,
          rule,
          expiresAt: expiryOf(days),
          days: days.flatMap(({ day, sum, count }) => [day, sum, count]),
          recent: recent.flatMap(({ endedAt, day, score }) => [endedAt, day, score]),
        },
        isOfRevision(after),
      ),

    async *all() {
      for (let shard = 0; shard < standingShards; shard++) {
        for await (const items of shardPages(table, standingShardName(shard))) {
          yield* indexItems.parse(items);
        }
      }
    },
  };
}

/** The learners whose standing was made by an earlier rule, from the index. */
export function dynamoOutdatedStandings(table: Table): OutdatedStandings {
  return async function* outdated() {
    for (let rule = firstRule; rule < rankingRule; rule++) {
      for (let shard = 0; shard < standingShards; shard++) {
        for await (const items of shardPages(table, standingShardName(shard, rule))) {
          for (const { pk } of keyItems.parse(items)) {
            const userId = userOfPartition(pk);
            if (userId !== undefined) yield userId;
          }
        }
      }
    }
  };
}

export const shardPages = (table: Table, shard: string) =>
  queryPages(table, {
    IndexName: standingsIndex.name,
    KeyConditionExpression: 'standingShard = :shard',
    ExpressionAttributeValues: { ':shard': shard },
  });

const snapshotBody = z.object({ buckets: z.array(z.number()) });
const packedSnapshot = z.object({ at: z.number() });
const snapshotItem = z.object({ at: z.number(), buckets: z.array(z.number()) });

/**
 * The one snapshot: some three kilobytes packed, however many learners there are. It is kept as a list as
 * well, which the release before this reads.
 */
export function dynamoSnapshots(table: Table): SnapshotStore {
  return {
    async find() {
      const item = await findItem(table, packedSnapshotKey, 'eventual');
      if (item) return { ...packedSnapshot.parse(item), ...unpacked(item, snapshotBody) };
      const asList = await findItem(table, snapshotKey, 'eventual');
      return asList && snapshotItem.parse(asList);
    },

    async keep(snapshot) {
      const { at, buckets } = snapshot;
      const unlessLater = {
        onlyIf: 'attribute_not_exists(#pk) OR #at < :at',
        values: { at },
      };
      await putItem(table, { ...snapshotKey, ...snapshot }, unlessLater);
      await putItem(table, { ...packedSnapshotKey, at, ...packed({ buckets }) }, unlessLater);
    },
  };
}
