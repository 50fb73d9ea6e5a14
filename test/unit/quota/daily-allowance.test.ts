import { describe, expect, it } from 'vitest';
import { allowanceHeaders } from '../../../shared/platform/allowance-header.ts';
import { chargeLecture, type DailyLimits } from '../../../shared/quota/daily-allowance.ts';
import { inMemoryAllowances } from '../../support/in-memory-allowances.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** 22 November, 23:30 in Seoul. */
const lateEvening = Date.UTC(2026, 10, 22, 14, 30);
const nextMidnight = Date.UTC(2026, 10, 22, 15);

function allowanceOf(limits: DailyLimits) {
  const clock = manualClock(lateEvening);
  const allowances = inMemoryAllowances();
  return {
    clock,
    charge: (lectureId: number, userId = 1) =>
      chargeLecture({ allowances, limits, clock: clock.now }, { userId, lectureId }),
  };
}

describe('the daily allowance', () => {
  it('lets so many lectures of a user through, and then none until midnight in Seoul', async () => {
    const { charge } = allowanceOf({ perUser: 2, global: 100 });
    expect([await charge(1), await charge(2)]).toEqual([undefined, undefined]);
    expect(await charge(3)).toBe(nextMidnight);
  });

  it('begins anew at midnight in Seoul', async () => {
    const { charge, clock } = allowanceOf({ perUser: 1, global: 1 });
    await charge(1);
    clock.advanceSeconds(29 * 60 + 59);
    expect(await charge(2)).toBe(nextMidnight);
    clock.advanceSeconds(1);
    expect(await charge(2)).toBeUndefined();
    expect(await charge(3)).toBe(nextMidnight + 24 * 3_600_000);
  });

  it('is each user’s own', async () => {
    const { charge } = allowanceOf({ perUser: 1, global: 100 });
    expect(await charge(1, 1)).toBeUndefined();
    expect(await charge(2, 2)).toBeUndefined();
  });

  it('lets a lecture through again that it has counted', async () => {
    const { charge } = allowanceOf({ perUser: 1, global: 100 });
    await charge(1);
    expect(await charge(1)).toBeUndefined();
    expect(await charge(2)).toBe(nextMidnight);
  });

  it('ends for everybody when the service’s own is used up', async () => {
    const { charge } = allowanceOf({ perUser: 5, global: 2 });
    expect([await charge(1, 1), await charge(2, 2)]).toEqual([undefined, undefined]);
    expect(await charge(3, 3)).toBe(nextMidnight);
  });

  it('of the service is not used up by users over their own', async () => {
    const { charge } = allowanceOf({ perUser: 1, global: 2 });
    await charge(1, 1);
    for (const lectureId of [2, 3, 4]) expect(await charge(lectureId, 1)).toBe(nextMidnight);
    expect(await charge(5, 2)).toBeUndefined();
  });
});

describe('what remains of it', () => {
  const user = { userId: 1, name: '사용자000001', tokenVersion: 1, createdAt: lateEvening };

  it.each([
    [0, '3'],
    [2, '1'],
    [3, '0'],
    // The stage's limit was lowered during the day.
    [9, '0'],
  ])('after %i of three lectures is told as %s', (lecturesToday, remaining) => {
    expect(allowanceHeaders({ user, lecturesToday }, 3, lateEvening)).toEqual({
      'learning-allowance-remaining': remaining,
      'learning-allowance-reset': String(Math.ceil((nextMidnight - lateEvening) / 1000)),
    });
  });
});
