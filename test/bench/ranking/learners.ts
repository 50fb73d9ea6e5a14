import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { standingKey, standingShardOf } from '../../../shared/adapters/dynamo-keys.ts';
import type { Table } from '../../../shared/adapters/dynamo-table.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { rankingRule } from '../../../shared/ranking/counting-rule.ts';
import { type Standing, windowDays } from '../../../shared/ranking/standing.ts';
import { randomFrom } from '../statistics.ts';

/** The moment at which all is measured: standings are made for it, and nothing in them ages. */
export const now = Date.UTC(2026, 10, 22, 3);

/** Items that one BatchWriteItem takes. */
const batchSize = 25;

/** Ids as long as those in use. */
export const userIdOf = (index: number): number => 244_140_625_000_000 + index;

/** Learners of 3 to 20 counting lectures with scores around their own mean; always the same ones. */
export function standingOfLearner(userId: number): Standing {
  const random = randomFrom(userId);
  const mean = 30 + 60 * random();
  const lectures = 3 + Math.floor(18 * random() ** 2);
  const days = new Map<number, { day: number; sum: number; count: number }>();
  for (let lecture = 0; lecture < lectures; lecture++) {
    const day = seoulDay(now) - Math.floor(windowDays * random());
    const score = Math.max(0, Math.min(100, Math.round(mean + 30 * (random() - 0.5))));
    const { sum, count } = days.get(day) ?? { sum: 0, count: 0 };
    days.set(day, { day, sum: sum + score, count: count + 1 });
  }
  const latest = Math.max(...days.keys());
  return {
    rule: rankingRule,
    days: [...days.values()].sort((a, b) => a.day - b.day),
    recent: [{ endedAt: now - 3_600_000 - userId, day: latest, score: Math.round(mean) }],
  };
}

/** The item that the adapter would put, for writing many in a batch. */
export function standingItem(userId: number, { rule, days, recent }: Standing) {
  return {
    ...standingKey(userId),
    standingShard: standingShardOf(userId),
    revision: 1,
    rule,
    days: days.flatMap(({ day, sum, count }) => [day, sum, count]),
    recent: recent.flatMap(({ endedAt, day, score }) => [endedAt, day, score]),
  };
}

/** Puts the standings of the first so many learners. @throws Error where the engine leaves some out */
export async function storeStandings(table: Table, learners: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil(learners / batchSize) }, (_, batch) => batch);
  const writer = async () => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const first = batch * batchSize;
      const count = Math.min(batchSize, learners - first);
      const requests = Array.from({ length: count }, (_, offset) => {
        const userId = userIdOf(first + offset);
        return { PutRequest: { Item: standingItem(userId, standingOfLearner(userId)) } };
      });
      const { UnprocessedItems } = await table.client.send(
        new BatchWriteCommand({ RequestItems: { [table.name]: requests } }),
      );
      if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('items left unprocessed');
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}
