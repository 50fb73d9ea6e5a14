import * as z from 'zod/mini';
import type { DailyCounts } from '../quota/daily-counts.ts';
import { dayExpiry } from './dynamo-allowances.ts';
import { changeItem } from './dynamo-change.ts';
import { useCountKey } from './dynamo-keys.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const countItem = z.object({ count: z.number() });

/** The counts of a user's day. Each is an item of its own beside the day's allowance. */
export function dynamoDailyCounts(table: Table): DailyCounts {
  return {
    count: (userId, use, day, most) =>
      changeItem(table, useCountKey(userId, day, use), {
        add: { count: 1 },
        set: { expiresAt: dayExpiry(day) },
        onlyIf: 'attribute_not_exists(#count) OR #count < :most',
        values: { most },
      }),

    async countOf(userId, use, day) {
      const found = await findItem(table, useCountKey(userId, day, use), 'eventual');
      return found ? countItem.parse(found).count : 0;
    },
  };
}
