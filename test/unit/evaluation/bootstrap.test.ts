import { describe, expect, it } from 'vitest';
import { mean } from '../../evaluation/agreement.ts';
import { bootstrapIntervals, quantile, seededRandom } from '../../evaluation/bootstrap.ts';

const meanOf = (items: readonly number[]) => ({ mean: mean(items) });
const coin = Array.from({ length: 100 }, (_, index) => index % 2);
const alone = (items: readonly number[]) => items.map((item) => [item]);

describe('bootstrap intervals', () => {
  it('are the same for the same seed and differ for another', () => {
    const once = bootstrapIntervals(alone(coin), meanOf, { seed: 1 });
    expect(bootstrapIntervals(alone(coin), meanOf, { seed: 1 })).toEqual(once);
    const values = Array.from({ length: 40 }, (_, index) => index ** 1.5);
    expect(bootstrapIntervals(alone(values), meanOf, { seed: 1 })).not.toEqual(
      bootstrapIntervals(alone(values), meanOf, { seed: 2 }),
    );
  });

  it('of a fair coin thrown 100 times are the binomial ones', () => {
    const interval = bootstrapIntervals(alone(coin), meanOf, { resamples: 4_000 }).get('mean');
    // 0.5 ± 1.96 × 0.05
    expect(interval?.low).toBeCloseTo(0.402, 1.7);
    expect(interval?.high).toBeCloseTo(0.598, 1.7);
  });

  it('are wider if items that belong together are drawn together', () => {
    const width = (clusters: number[][]) => {
      const interval = bootstrapIntervals(clusters, meanOf).get('mean');
      return (interval?.high ?? 0) - (interval?.low ?? 0);
    };
    const inTens = Array.from({ length: 10 }, (_, index) =>
      Array.from({ length: 10 }, () => index % 2),
    );
    expect(width(inTens)).toBeGreaterThan(2 * width(alone(coin)));
  });

  it('leave out resamples on which the statistic cannot be computed', () => {
    const ofOnes = (items: readonly number[]) => ({
      ones: mean(items.filter((item) => item === 1)),
      never: undefined,
    });
    const intervals = bootstrapIntervals(alone([0, 0, 1]), ofOnes);
    expect(intervals.get('ones')).toEqual({ low: 1, high: 1 });
    expect(intervals.has('never')).toBe(false);
  });
});

describe('quantiles', () => {
  it('lie between the neighbours', () => {
    expect([0, 0.25, 0.5, 1].map((share) => quantile([10, 20, 30], share))).toEqual([
      10, 15, 20, 30,
    ]);
  });
});

describe('seeded random numbers', () => {
  it('fill the range from 0 to below 1 evenly', () => {
    const random = seededRandom(3);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw++) {
      const at = Math.floor(random() * 10);
      tenths[at] = (tenths[at] ?? Number.NaN) + 1;
    }
    expect(tenths).toHaveLength(10);
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});
