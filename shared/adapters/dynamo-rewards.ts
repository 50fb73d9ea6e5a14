import * as z from 'zod/mini';
import type { RewardStore } from '../rewards/credit-reward.ts';
import { dayExpiry } from './dynamo-allowances.ts';
import { changeItem, isNew, putItem } from './dynamo-change.ts';
import { creditsKey, rewardKey } from './dynamo-keys.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const transactionItem = z.object({ day: z.optional(z.number()) });

/**
 * Rewards: each transaction has a row `REWARD#digest` / `TRANSACTION`, which is kept for good. It has its day
 * until it is settled, and nothing after that. `USER#id` / `PROFILE#CREDITS#day` has the rewards of a
 * learner's day as a set, so that a repeat adds nothing.
 */
export function dynamoRewards(table: Table): RewardStore {
  return {
    async claim(transaction, day) {
      const key = rewardKey(transaction);
      if (await putItem(table, { ...key, day }, isNew)) return day;
      const found = await findItem(table, key, 'consistent');
      return transactionItem.parse(found).day ?? 'settled';
    },

    credit: (userId, { day, transaction, at }, most) =>
      changeItem(table, creditsKey(userId, day), {
        add: { transactions: new Set([transaction]) },
        set: { creditedAt: at, expiresAt: dayExpiry(day) },
        onlyIf:
          'attribute_not_exists(#transactions) OR contains(#transactions, :transaction) OR size(#transactions) < :most',
        values: { transaction, most },
      }),

    async settle(transaction) {
      await changeItem(table, rewardKey(transaction), {
        remove: ['day'],
        onlyIf: 'attribute_exists(#pk)',
      });
    },
  };
}
