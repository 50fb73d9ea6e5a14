import type { AllowanceStore } from '../../shared/quota/daily-allowance.ts';
import type { TokenAllowanceStore } from '../../shared/quota/token-allowance.ts';

export interface InMemoryAllowances extends AllowanceStore, TokenAllowanceStore {
  /** Lectures of that user counted on that day. */
  used(userId: number, day: number): number;
}

/** Daily counters: a user's lectures as a set, the service's and an address's as numbers. */
export function inMemoryAllowances(): InMemoryAllowances {
  const lectures = new Map<string, Set<number>>();
  const counts = new Map<string, number>();
  const countOne = (name: string, limit: number) => {
    const count = counts.get(name) ?? 0;
    if (count >= limit) return false;
    counts.set(name, count + 1);
    return true;
  };
  return {
    async charge({ userId, lectureId }, day, limits) {
      const name = `${userId}/${day}`;
      const counted = lectures.get(name) ?? new Set();
      if (!counted.has(lectureId) && counted.size >= limits.perUser) return false;
      lectures.set(name, counted.add(lectureId));
      return countOne(`everybody/${day}`, limits.global);
    },
    used(userId, day) {
      return lectures.get(`${userId}/${day}`)?.size ?? 0;
    },
    async countToken(addressFingerprint, day, limit) {
      return countOne(`${addressFingerprint}/${day}`, limit);
    },
  };
}
