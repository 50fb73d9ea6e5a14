import type { CreditReader } from '../../shared/quota/credits.ts';
import type { AllowanceStore } from '../../shared/quota/daily-allowance.ts';
import type { TokenAllowanceStore } from '../../shared/quota/token-allowance.ts';

export interface InMemoryAllowances extends AllowanceStore, TokenAllowanceStore {
  /** Lectures of that user counted on that day. */
  used(userId: number, day: number): number;
  /** Everybody's lectures on that day, with what is reserved. */
  spentMicroDollars(day: number): number;
  readonly credits: Pick<CreditReader, 'find'>;
  /** Raises that user's limit of the day by one. */
  earn(userId: number, day: number, at: number): void;
}

/** Daily counters: a user's lectures as a set, the service's and an address's as numbers. */
export function inMemoryAllowances(): InMemoryAllowances {
  const lectures = new Map<string, Set<number>>();
  const counts = new Map<string, number>();
  const earned = new Map<string, number[]>();
  const earnedOn = (userId: number, day: number) => earned.get(`${userId}/${day}`) ?? [];
  const dollars = new Map<string, number>();
  const countLecture = (name: string, lectureId: number, limit: number) => {
    const counted = lectures.get(name) ?? new Set();
    if (!counted.has(lectureId) && counted.size >= limit) return false;
    lectures.set(name, counted.add(lectureId));
    return true;
  };
  const countOne = (name: string, limit: number) => {
    const count = counts.get(name) ?? 0;
    if (count >= limit) return false;
    counts.set(name, count + 1);
    return true;
  };
  return {
    chargeUser: async ({ userId, lectureId }, day, limit) =>
      countLecture(`${userId}/${day}`, lectureId, limit + earnedOn(userId, day).length),
    chargeTopic: async ({ userId, lectureId }, day, limit) =>
      countLecture(`${userId}/${day}/topics`, lectureId, limit),
    async chargeQuarter({ userId, lectureId }, day, freeLimit) {
      const limit = freeLimit + earnedOn(userId, day).length;
      const name = `${userId}/${day}/quarters`;
      const counted = lectures.get(name) ?? new Set<number>();
      if (counted.has(lectureId)) return true;
      const isFirstOfFour = counted.size % 4 === 0;
      if (isFirstOfFour && !countLecture(`${userId}/${day}`, -1 - counted.size / 4, limit))
        return false;
      lectures.set(name, counted.add(lectureId));
      return true;
    },
    countRefusal: async ({ userId, lectureId }, day, limit) =>
      countLecture(`${userId}/${day}/refused`, lectureId, limit),
    async chargeService(day, charge, limits) {
      const name = `everybody/${day}/${charge.part ?? 0}`;
      const count = counts.get(name) ?? 0;
      const spent = dollars.get(name) ?? 0;
      const isWithin =
        count + charge.lectures <= limits.global &&
        spent + charge.microDollars <= limits.providerMicroDollars;
      if (!isWithin) return false;
      counts.set(name, count + charge.lectures);
      dollars.set(name, spent + charge.microDollars);
      return true;
    },
    async settle({ day, microDollars, part = 0 }, spentMicroDollars) {
      const name = `everybody/${day}/${part}`;
      dollars.set(name, Math.max(0, (dollars.get(name) ?? 0) - microDollars + spentMicroDollars));
    },
    credits: {
      find: async (userId, day) => {
        const times = earnedOn(userId, day);
        return { count: times.length, lastAt: times.at(-1) };
      },
    },
    earn(userId, day, at) {
      earned.set(`${userId}/${day}`, [...earnedOn(userId, day), at]);
    },
    spentMicroDollars: (day) =>
      [...dollars]
        .filter(([name]) => name.startsWith(`everybody/${day}/`))
        .reduce((sum, [, spent]) => sum + spent, 0),
    used(userId, day) {
      return lectures.get(`${userId}/${day}`)?.size ?? 0;
    },
    async countToken(addressFingerprint, day, limit) {
      return countOne(`${addressFingerprint}/${day}`, limit);
    },
  };
}
