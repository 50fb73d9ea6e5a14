import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { allowanceHeaders } from '../../../shared/platform/allowance-header.ts';
import {
  chargeLecture,
  type DailyLimits,
  settleLecture,
} from '../../../shared/quota/daily-allowance.ts';
import { inMemoryAllowances } from '../../support/in-memory-allowances.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { generousLimits, testPrices } from '../../support/lecture-journey.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** 22 November, 23:30 in Seoul. */
const lateEvening = Date.UTC(2026, 10, 22, 14, 30);
const nextMidnight = Date.UTC(2026, 10, 22, 15);

const most = 40_000;

function allowanceOf(limits: Partial<DailyLimits>) {
  const clock = manualClock(lateEvening);
  const allowances = inMemoryAllowances();
  const ports = {
    allowances,
    limits: { ...generousLimits, ...limits },
    prices: testPrices,
    clock: clock.now,
  };
  const chargeOf = (lecture: Lecture) => chargeLecture(ports, lecture, most);
  return {
    clock,
    ports,
    chargeOf,
    charged: async (lecture: Lecture): Promise<Lecture> => {
      const charged = await chargeOf(lecture);
      if ('usedUpUntil' in charged) throw new Error('used up');
      return charged;
    },
    /** When the next allowance begins, if the lecture was refused. */
    charge: async (lectureId: number, userId = 1) => {
      const charged = await chargeOf(lectureOf({ userId, lectureId }));
      return 'usedUpUntil' in charged ? charged.usedUpUntil : undefined;
    },
    spent: () => allowances.spentMicroDollars(seoulDay(clock.now())),
  };
}

describe('the daily allowance', () => {
  it('lets a number of a user’s lectures through, and then none until midnight in Seoul', async () => {
    const { charge } = allowanceOf({ perUser: 2, global: 100 });
    expect([await charge(1), await charge(2)]).toEqual([undefined, undefined]);
    expect(await charge(3)).toBe(nextMidnight);
  });

  it('begins again at midnight in Seoul', async () => {
    const { charge, clock } = allowanceOf({ perUser: 1, global: 1 });
    await charge(1);
    clock.advanceSeconds(29 * 60 + 59);
    expect(await charge(2)).toBe(nextMidnight);
    clock.advanceSeconds(1);
    expect(await charge(2)).toBeUndefined();
    expect(await charge(3)).toBe(nextMidnight + 24 * 3_600_000);
  });

  it('is separate for each user', async () => {
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

describe('the day’s provider dollars', () => {
  it('let lectures through only as long as the most they can cost is left', async () => {
    const { charge } = allowanceOf({ providerMicroDollars: 2 * most });
    expect([await charge(1), await charge(2)]).toEqual([undefined, undefined]);
    expect(await charge(3)).toBe(nextMidnight);
  });

  it('let no lecture through that could exceed them alone', async () => {
    const { charge } = allowanceOf({ providerMicroDollars: most - 1 });
    expect(await charge(1)).toBe(nextMidnight);
  });

  it('get back what a lecture did not cost, once it has ended', async () => {
    const { charged, charge, ports, spent } = allowanceOf({ providerMicroDollars: 2 * most });
    const lecture = await charged(lectureOf());
    await charged(lectureOf({ lectureId: 2 }));
    expect(spent()).toBe(2 * most);

    await settleLecture(ports, { ...lecture, spentMicroDollars: 9_000 });
    expect(spent()).toBe(most + 9_000);
    expect(await charge(3)).toBe(nextMidnight);
  });

  it('include what a lecture cost beyond its reservation', async () => {
    const { charged, ports, spent } = allowanceOf({});
    const lecture = await charged(lectureOf());
    await settleLecture(ports, { ...lecture, spentMicroDollars: most + 7 });
    expect(spent()).toBe(most + 7);
  });

  it('keep the reservation of a lecture if nobody knows what was paid', async () => {
    const { charged, ports, spent } = allowanceOf({});
    const lecture = await charged(lectureOf());
    await settleLecture(ports, { ...lecture, spentMicroDollars: undefined });
    expect(spent()).toBe(most);
  });

  it('are reserved again for a redrive, which counts no second lecture', async () => {
    const { charged, spent } = allowanceOf({ perUser: 1, global: 1 });
    const { isCharged } = await charged(lectureOf());
    await charged(lectureOf({ isCharged }));
    expect(spent()).toBe(2 * most);
  });
});

describe('what remains of the day', () => {
  const user = { userId: 1, name: '사용자000001', tokenVersion: 1, createdAt: lateEvening };

  it.each([
    [0, 0, '3'],
    [2, 0, '1'],
    [3, 0, '0'],
    [3, 2, '2'],
    [5, 2, '0'],
    // The stage's limit was lowered during the day.
    [9, 0, '0'],
  ])('after %i of three lectures and %i rewards is told as %s', (taught, earned, remaining) => {
    const caller = { user, lecturesToday: taught, creditsToday: earned };
    expect(allowanceHeaders(caller, 3, lateEvening)).toEqual({
      'learning-allowance-remaining': remaining,
      'learning-allowance-reset': String(Math.ceil((nextMidnight - lateEvening) / 1000)),
    });
  });
});
