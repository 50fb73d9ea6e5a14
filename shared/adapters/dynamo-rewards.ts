import * as z from 'zod/mini';
import type { RewardStore } from '../rewards/credit-reward.ts';
import { changeItem } from './dynamo-change.ts';
import { creditsExpiry, hasTransaction } from './dynamo-credits.ts';
import { creditsKey, type Key, rewardKey } from './dynamo-keys.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const notedItem = z.optional(z.object({ day: z.optional(z.number()) }));

/**
 * Rewards: `USER#id` / `PROFILE#CREDITS#day` has the transactions of the rewards that a learner earned on a day, as
 * a set. A copy of a callback says the same day, so it meets the same row. Of those that do not count on that day,
 * `moved` says on which day they do.
 */
export function dynamoRewards(table: Table): RewardStore {
  const read = (key: Key) => findItem(table, key, 'consistent');
  /**
   * The release before kept a row for each transaction, and credited the day in it: a copy may have waited since.
   * It had credited another day than the one of the callback only where that was over.
   */
  const dayOfRelease0038 = async (transaction: string, earnedOn: number) => {
    const noted = notedItem.parse(await read(rewardKey(transaction)));
    return noted ? (noted.day ?? 'settled') : earnedOn;
  };
  return {
    async credit(userId, { earnedOn, countsOn, transaction, at }, most) {
      const isMoved = countsOn !== earnedOn;
      const day = isMoved ? await dayOfRelease0038(transaction, earnedOn) : earnedOn;
      if (day === 'settled') return 'already credited';
      const isCredited = await changeItem(table, creditsKey(userId, day), {
        add: {
          transactions: new Set([transaction]),
          ...(isMoved && day === earnedOn && { moved: new Set([`${countsOn} ${transaction}`]) }),
        },
        set: { creditedAt: at, expiresAt: creditsExpiry(day) },
        onlyIf:
          'attribute_not_exists(#transactions) OR (NOT contains(#transactions, :transaction) AND size(#transactions) < :most)',
        values: { transaction, most },
      });
      if (isCredited) return 'credited';
      const isThere = hasTransaction(await read(creditsKey(userId, day)), transaction);
      return isThere ? 'already credited' : 'day has its credits';
    },
  };
}
