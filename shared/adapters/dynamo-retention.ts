import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { seoulDayStart } from '../calendar/seoul-day.ts';
import type { CountedDay } from '../retention/counted-days.ts';
import type { RetentionStore } from '../retention/ports.ts';
import { changeItem, putItem } from './dynamo-change.ts';
import {
  countedDayKey,
  countedDayPrefix,
  countedPartKey,
  countedPartsPrefix,
  retentionPartition,
} from './dynamo-keys.ts';
import { inPartition, queryAll } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const count = z.number();
const counts = z.object({
  installed: z.optional(count),
  day1: z.optional(count),
  day7: z.optional(count),
  day30: z.optional(count),
  feedback: z.optional(count),
  secondDay: z.optional(count),
});
const byGroup = z.record(z.string(), counts);
const figures = z.object({
  dailyActives: count,
  weeklyActives: count,
  cohorts: z.object({ 0: byGroup, 1: byGroup, 7: byGroup, 30: byGroup }),
});
const partItem = z.object({ sk: z.string(), figures });
const dayItem = z.object({
  sk: z.string(),
  dailyActives: count,
  weeklyActives: count,
  age0: byGroup,
  age1: z.optional(byGroup),
  age7: z.optional(byGroup),
  age30: z.optional(byGroup),
});

/** Parts are of use until their day is whole. A stage may stand still for this long. */
const partDays = 14;

/** What was counted: `RETENTION` / `DAY#20784`, and `PART#20784#3` until that day is whole. */
export function dynamoRetention(table: Table): RetentionStore {
  const between = (first: string, last: string) => ({
    ...inPartition(retentionPartition, { first, last }),
    ConsistentRead: true,
  });
  return {
    async findParts(day) {
      const parts = new Map<number, z.infer<typeof figures>>();
      const prefix = countedPartsPrefix(day);
      for (const row of await queryAll(table, between(prefix, `${prefix}~`))) {
        const { sk, figures: counted } = partItem.parse(row);
        parts.set(Number(sk.slice(prefix.length)), counted);
      }
      return parts;
    },

    async keepPart(day, part, counted) {
      const expiresAt = Math.floor(seoulDayStart(day + partDays) / 1_000);
      const item = { ...countedPartKey(day, part), figures: counted, expiresAt };
      // Another run counts the same.
      await putItem(table, item, { onlyIf: 'attribute_not_exists(#pk)' });
    },

    async lastDay() {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          ...between(countedDayPrefix, `${countedDayPrefix}~`),
          ScanIndexForward: false,
          Limit: 1,
        }),
      );
      const [last] = Items;
      return last && dayOfKey(dayItem.parse(last).sk);
    },

    async keepCohort(installedOn, age, groups) {
      await changeItem(table, countedDayKey(installedOn), {
        set: { [`age${age}`]: groups },
        onlyIf: `attribute_exists(#age0) AND attribute_not_exists(#age${age})`,
      });
    },

    keepDay: (day, { dailyActives, weeklyActives, cohorts }) =>
      changeItem(table, countedDayKey(day), {
        set: { dailyActives, weeklyActives, age0: cohorts[0] },
        onlyIf: 'attribute_not_exists(#age0)',
      }),

    async listDays(from, to) {
      const days: CountedDay[] = [];
      const query = between(countedDayKey(from).sk, countedDayKey(to).sk);
      for (const row of await queryAll(table, query)) {
        const { sk, dailyActives, weeklyActives, age0, age1, age7, age30 } = dayItem.parse(row);
        days.push({
          day: dayOfKey(sk),
          ...{ dailyActives, weeklyActives },
          cohort: {
            0: age0,
            ...(age1 && { 1: age1 }),
            ...(age7 && { 7: age7 }),
            ...(age30 && { 30: age30 }),
          },
        });
      }
      return days;
    },
  };
}

/** Days have five digits until the year 2243. */
const dayOfKey = (sk: string) => Number(sk.slice(countedDayPrefix.length));
