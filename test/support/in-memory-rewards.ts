import { rewardLimits } from '../../shared/contracts/rewards.ts';
import type { RewardCredit, RewardStore } from '../../shared/rewards/credit-reward.ts';

export interface InMemoryRewards extends RewardStore {
  credits(userId: number, day: number): number;
  readonly kept: readonly (RewardCredit & { readonly userId: number })[];
}

/** Credits under the conditions of the DynamoDB adapter. */
export function inMemoryRewards(): InMemoryRewards {
  const kept: (RewardCredit & { userId: number })[] = [];
  return {
    kept,
    async credit(userId, credit, most) {
      const earned = kept.filter(
        (each) => each.userId === userId && each.earnedOn === credit.earnedOn,
      );
      if (earned.some(({ transaction }) => transaction === credit.transaction)) {
        return 'already credited';
      }
      if (earned.length >= most) return 'day has its credits';
      kept.push({ userId, ...credit });
      return 'credited';
    },
    credits(userId, day) {
      const counted = kept.filter((each) => each.userId === userId && each.countsOn === day);
      return Math.min(counted.length, rewardLimits.creditsPerDay);
    },
  };
}
