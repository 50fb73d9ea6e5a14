import { describe, expect, it } from 'vitest';
import { chargeLecture, settleLecture } from '../../../shared/quota/daily-allowance.ts';
import { servicePartsFor } from '../../../shared/quota/service-parts.ts';
import { inMemoryAllowances } from '../../support/in-memory-allowances.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { generousLimits, testPrices } from '../../support/lecture-journey.ts';
import { manualClock } from '../../support/manual-clock.ts';

const clock = manualClock(Date.UTC(2026, 10, 22, 14, 30));

describe('the service’s day', () => {
  it('is one counter with the whole limit for up to a million lectures', () => {
    const limits = { global: 1_000_000, providerMicroDollars: 7 };
    expect(servicePartsFor(12_345, limits)).toEqual([{ part: 0, limits }]);
  });

  it.each([1_000_001, 2_999_999, 10_000_000])(
    'of %i lectures has parts that add up to it, each tried once by every lecture',
    (global) => {
      const limits = { global, providerMicroDollars: 3 * global + 2 };
      const parts = servicePartsFor(5, limits);
      expect(parts.length).toBe(Math.ceil(global / 1_000_000));
      expect(new Set(parts.map(({ part }) => part)).size).toBe(parts.length);
      const sum = (of: (limits: (typeof parts)[number]['limits']) => number) =>
        parts.reduce((total, part) => total + of(part.limits), 0);
      expect(sum((each) => each.global)).toBe(global);
      expect(sum((each) => each.providerMicroDollars)).toBe(limits.providerMicroDollars);
    },
  );

  it('begins with another part for the next lecture', () => {
    const limits = { global: 4_000_000, providerMicroDollars: 8 };
    const first = [0, 1, 2, 3, 4].map((lectureId) => servicePartsFor(lectureId, limits)[0].part);
    expect(first).toEqual([0, 1, 2, 3, 0]);
  });

  it('lets lectures through as long as any part has room, and settles each in its own part', async () => {
    const most = 10;
    const allowances = inMemoryAllowances();
    const ports = {
      allowances,
      limits: { ...generousLimits, global: 3_000_000, providerMicroDollars: 6 * most },
      prices: testPrices,
      clock: clock.now,
    };
    // All of them would begin with the first part, which has room for two.
    const charge = (turn: number) => chargeLecture(ports, lectureOf({ lectureId: turn * 3 }), most);
    const charged = [];
    for (const turn of [1, 2, 3, 4, 5, 6]) charged.push(await charge(turn));
    expect(charged.map((each) => 'reservation' in each && each.reservation?.part)).toEqual([
      ...[undefined, undefined],
      ...[1, 1, 2, 2],
    ]);
    expect(await charge(7)).toHaveProperty('usedUpUntil');

    const third = charged[2];
    if (!third || 'usedUpUntil' in third) throw new Error('used up');
    await settleLecture(ports, { ...third, spentMicroDollars: 0 });
    expect(await charge(7)).toMatchObject({ reservation: { part: 1 } });
    expect(await charge(8)).toHaveProperty('usedUpUntil');
  });
});
