import * as z from 'zod/mini';
import type { CreditReader, Credits } from '../quota/credits.ts';
import { creditsKey, creditsPrefix } from './dynamo-keys.ts';
import { findItem, userRows } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const item = z.object({ transactions: z.set(z.string()), creditedAt: z.number() });
const keyItem = z.object({ sk: z.string() });

/** The credits of a learner's day, from the row `USER#id` / `PROFILE#CREDITS#day`. */
export function creditsOf(row: unknown): Credits {
  if (row === undefined) return { count: 0, lastAt: undefined };
  const { transactions, creditedAt } = item.parse(row);
  return { count: transactions.size, lastAt: creditedAt };
}

export function dynamoCredits(table: Table): CreditReader {
  return {
    async find(userId, day) {
      const Key = creditsKey(userId, day);
      const found = await findItem(table, Key, 'consistent');
      return creditsOf(found);
    },

    async list(userId) {
      const days: (Credits & { day: number })[] = [];
      for await (const row of userRows(table, userId, creditsPrefix)) {
        const day = Number(keyItem.parse(row).sk.slice(creditsPrefix.length));
        days.push({ day, ...creditsOf(row) });
      }
      return days;
    },
  };
}
