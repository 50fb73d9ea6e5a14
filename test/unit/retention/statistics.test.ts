import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  differenceOf,
  neededPerArm,
  shareOf,
  verdictOf,
  z95,
} from '../../../shared/retention/statistics.ts';
import { seededRandom } from '../../soak/seeded-random.ts';

const rounded = (value: number | undefined) => Math.round((value ?? Number.NaN) * 10_000) / 10_000;

describe('a share with its interval', () => {
  it.each([
    // Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3.
    { count: 81, of: 263, low: 0.2553, high: 0.3662 },
    { count: 15, of: 148, low: 0.0624, high: 0.1605 },
    { count: 0, of: 20, low: 0, high: 0.1611 },
    { count: 1, of: 29, low: 0.0061, high: 0.1718 },
  ])('of $count in $of is what Newcombe has for it', ({ count, of, low, high }) => {
    const share = shareOf(count, of);
    expect([rounded(share.low), rounded(share.high)]).toEqual([low, high]);
  });

  it('ends where the share that was seen would be as rare as one in twenty', () => {
    const counts = fc
      .integer({ min: 1, max: 5_000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(counts, ([count, of]) => {
        const { low = 0, high = 0, share = 0 } = shareOf(count, of);
        for (const bound of [low, high]) {
          const deviation = Math.sqrt((bound * (1 - bound)) / of);
          expect(Math.abs(share - bound)).toBeCloseTo(z95 * deviation, 6);
        }
      }),
    );
  });

  it('of nobody is unknown', () => {
    expect(shareOf(0, 0)).toMatchObject({ share: undefined, low: undefined, high: undefined });
  });
});

describe('the difference of two shares', () => {
  it.each([
    // Newcombe 1998, Statistics in Medicine 17, 873–890, table II, method 10.
    { changed: { count: 56, of: 70 }, usual: { count: 48, of: 80 }, low: 0.0524, high: 0.3339 },
    { changed: { count: 9, of: 10 }, usual: { count: 3, of: 10 }, low: 0.1705, high: 0.809 },
    { changed: { count: 10, of: 10 }, usual: { count: 0, of: 10 }, low: 0.6075, high: 1 },
    { changed: { count: 10, of: 10 }, usual: { count: 0, of: 20 }, low: 0.6791, high: 1 },
  ])(
    'of $changed.count in $changed.of and $usual.count in $usual.of is what Newcombe has for it',
    (of) => {
      const { changed, usual, low, high } = of;
      const difference = differenceOf(
        shareOf(changed.count, changed.of),
        shareOf(usual.count, usual.of),
      );
      expect([rounded(difference?.low), rounded(difference?.high)]).toEqual([low, high]);
    },
  );

  it('says that something helped or harmed only if its interval excludes 0', () => {
    const verdict = (changed: number, usual: number) =>
      verdictOf(differenceOf(shareOf(changed, 300), shareOf(usual, 300)));
    expect([verdict(15, 3), verdict(3, 15), verdict(5, 3)]).toEqual([
      'helped',
      'harmed',
      'unknown',
    ]);
    expect(verdictOf(differenceOf(shareOf(0, 0), shareOf(3, 300)))).toBe('unknown');
    const touching = [
      { difference: 0.1, low: 0, high: 0.2 },
      { difference: -0.1, low: -0.2, high: 0 },
    ];
    expect(touching.map(verdictOf)).toEqual(['unknown', 'unknown']);
  });
});

describe('how many learners an experiment needs', () => {
  it('is 266 in each arm to distinguish 5 % from 0.9 %', () => {
    expect(neededPerArm(0.009, 0.05)).toBeCloseTo(266.2, 1);
  });

  it('is what textbooks have: 388 in each arm to distinguish 60 % from 50 %, whichever is the usual one', () => {
    expect(Math.ceil(neededPerArm(0.5, 0.6))).toBe(388);
    expect(neededPerArm(0.6, 0.5)).toBeCloseTo(neededPerArm(0.5, 0.6), 6);
  });

  it('is chosen so that four of five experiments show an effect, and one of twenty shows one that is not there', () => {
    const random = seededRandom(7);
    const side = Math.ceil(neededPerArm(0.009, 0.05));
    const came = (share: number) =>
      Array.from({ length: side }, () => random.chance(share)).filter(Boolean).length;
    const told = (changedShare: number) => {
      const runs = Array.from({ length: 1_000 }, () => {
        const [usual, changed] = [came(0.009), came(changedShare)];
        const pooled = (usual + changed) / (2 * side);
        const deviation = Math.sqrt((2 * pooled * (1 - pooled)) / side);
        return Math.abs(changed - usual) / side > z95 * deviation;
      });
      return runs.filter(Boolean).length / runs.length;
    };
    expect(Math.abs(told(0.05) - 0.8)).toBeLessThan(0.06);
    expect(told(0.009)).toBeLessThan(0.07);
  });
});
