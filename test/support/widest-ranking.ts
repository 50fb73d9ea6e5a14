import { seoulDay } from '../../shared/calendar/seoul-day.ts';
import { rankingRule } from '../../shared/ranking/counting-rule.ts';
import type { RankingSnapshot } from '../../shared/ranking/snapshot.ts';
import { bucketCount, type Standing, windowDays } from '../../shared/ranking/standing.ts';
import { seededRandom } from '../soak/seeded-random.ts';

const lecturesPerDay = 50;

/**
 * Every bucket holds a number as long as that of all learners but one, and no two the same, so that packing
 * finds little to save: no snapshot is larger.
 */
export function widestSnapshot(learners: number, at: number): RankingSnapshot {
  const random = seededRandom(7);
  const buckets = Array.from(
    { length: bucketCount },
    () => learners - 1 - random.below(Math.floor(0.9 * (learners - 1))),
  );
  return { at, buckets };
}

/** Learners who use up the daily allowance, every day; never round numbers, which take fewer bytes. */
export function widestStanding(at: number): Standing {
  const today = seoulDay(at);
  return {
    rule: rankingRule,
    days: Array.from({ length: windowDays + 1 }, (_, index) => ({
      day: today - windowDays + index,
      sum: lecturesPerDay * 99 - 1,
      count: lecturesPerDay - 1,
    })),
    recent: Array.from({ length: 2 * lecturesPerDay }, (_, index) => ({
      endedAt: at - 99_999 - index * 10,
      day: today,
      score: 99,
    })),
  };
}
