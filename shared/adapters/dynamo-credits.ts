import * as z from 'zod/mini';
import { seoulDayStart } from '../calendar/seoul-day.ts';
import { rewardLimits } from '../contracts/rewards.ts';
import type { CreditReader, Credits } from '../quota/credits.ts';
import { creditsPrefix } from './dynamo-keys.ts';
import { userRows } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const texts = z._default(z.set(z.string()), new Set<string>());
const item = z.object({
  sk: z.string(),
  transactions: texts,
  moved: texts,
  creditedAt: z.number(),
});

/** A day's row is there for longer than its rewards can be credited: it tells which have been. */
export const creditsExpiry = (day: number) =>
  Math.floor(seoulDayStart(day + rewardLimits.creditableDays + 2) / 1000);

export const hasTransaction = (row: unknown, transaction: string): boolean =>
  row !== undefined && item.parse(row).transactions.has(transaction);

/** Credits by day, from the rows `USER#id` / `PROFILE#CREDITS#day`; others of the learner may be among them. */
function creditsByDay(rows: readonly unknown[]): ReadonlyMap<number, Credits> {
  const days = new Map<number, Credits>();
  const add = (day: number, more: number, at: number) => {
    const { count = 0, lastAt = at } = days.get(day) ?? {};
    // What was earned on several days may count on the same one.
    const most = Math.min(count + more, rewardLimits.creditsPerDay);
    if (more > 0) days.set(day, { count: most, lastAt: Math.max(lastAt, at) });
  };
  for (const row of rows) {
    const { sk, transactions, moved, creditedAt } = item.parse(row);
    add(Number(sk.slice(creditsPrefix.length)), transactions.size - moved.size, creditedAt);
    for (const each of moved) add(Number(each.split(' ')[0]), 1, creditedAt);
  }
  return days;
}

const isOfCredits = ({ sk }: Readonly<Record<string, unknown>>) =>
  typeof sk === 'string' && sk.startsWith(creditsPrefix);

/** The credits of a day out of rows of a learner. */
export function creditsOn(
  rows: readonly Readonly<Record<string, unknown>>[],
  day: number,
): Credits {
  return creditsByDay(rows.filter(isOfCredits)).get(day) ?? { count: 0, lastAt: undefined };
}

export function dynamoCredits(table: Table): CreditReader {
  const rowsOf = async (userId: number) => {
    const rows: Record<string, unknown>[] = [];
    for await (const row of userRows(table, userId, creditsPrefix)) rows.push(row);
    return rows;
  };
  return {
    find: async (userId, day) => creditsOn(await rowsOf(userId), day),

    async list(userId) {
      const days = creditsByDay(await rowsOf(userId));
      return [...days]
        .map(([day, credits]) => ({ day, ...credits }))
        .sort((one, other) => one.day - other.day);
    },
  };
}
