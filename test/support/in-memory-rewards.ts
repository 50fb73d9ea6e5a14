import type { RewardStore } from '../../shared/rewards/credit-reward.ts';

export interface InMemoryRewards extends RewardStore {
  credits(userId: number, day: number): number;
  /** What is kept of transactions: `settled`, or the day that one is for. */
  readonly transactions: ReadonlyMap<string, number | 'settled'>;
}

/** Transactions and credits, under the conditions of the DynamoDB adapter. */
export function inMemoryRewards(): InMemoryRewards {
  const transactions = new Map<string, number | 'settled'>();
  const credits = new Map<string, Set<string>>();
  const ofDay = (userId: number, day: number) => credits.get(`${userId}/${day}`) ?? new Set();
  return {
    transactions,
    async claim(transaction, day) {
      const noted = transactions.get(transaction) ?? day;
      transactions.set(transaction, noted);
      return noted;
    },
    async credit(userId, { day, transaction }, most) {
      const counted = ofDay(userId, day);
      if (!counted.has(transaction) && counted.size >= most) return false;
      credits.set(`${userId}/${day}`, counted.add(transaction));
      return true;
    },
    async settle(transaction) {
      transactions.set(transaction, 'settled');
    },
    credits: (userId, day) => ofDay(userId, day).size,
  };
}
