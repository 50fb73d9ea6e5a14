import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { windowDays } from '../../../shared/ranking/standing.ts';
import { now, standingItem, standingOfLearner, userIdOf } from '../../bench/ranking/learners.ts';

const learners = Array.from({ length: 500 }, (_, index) => userIdOf(index));

describe('a learner of the bench', () => {
  it('is the same in each run', () => {
    expect(standingOfLearner(userIdOf(3))).toEqual(standingOfLearner(userIdOf(3)));
    expect(standingOfLearner(userIdOf(3))).not.toEqual(standingOfLearner(userIdOf(4)));
  });

  it('has 1 to 20 lectures of 0 to 100 in the ranking’s days', () => {
    for (const { days } of learners.map(standingOfLearner)) {
      const count = days.reduce((sum, one) => sum + one.count, 0);
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThanOrEqual(20);
      for (const day of days) {
        expect(seoulDay(now) - day.day).toBeLessThan(windowDays);
        expect(day.sum).toBeLessThanOrEqual(100 * day.count);
      }
    }
  });

  it('has an id that is as long as those in use, and safe', () => {
    expect(String(userIdOf(999_999))).toHaveLength(15);
    expect(Number.isSafeInteger(userIdOf(999_999))).toBe(true);
  });

  it('is stored as rows of three numbers', () => {
    const standing = standingOfLearner(userIdOf(0));
    const { days, recent } = standingItem(userIdOf(0), standing);
    expect(days).toHaveLength(3 * standing.days.length);
    expect(recent).toHaveLength(3 * standing.recent.length);
  });
});
