import { expect, it } from 'vitest';
import { pairedRatios, quantile, randomFrom, shuffled, spreadOf } from '../../bench/statistics.ts';

const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

it('a quantile lies between its neighbours, in any order of the values', () => {
  expect(quantile([40, 10, 30, 20], 0.5)).toBe(25);
  expect(quantile([10, 20, 30], 0.9)).toBeCloseTo(28);
  expect(quantile([7], 0.99)).toBe(7);
});

it('a quantile leaves the values in their order', () => {
  const values = [3, 1, 2];
  quantile(values, 0.5);
  expect(values).toEqual([3, 1, 2]);
});

it('there is no quantile of nothing', () => {
  expect(quantile([], 0.5)).toBeNaN();
});

it('the interval of a hundred values lies ten ranks on each side of the median', () => {
  const { p90, ...rest } = spreadOf(oneTo(100));
  expect(rest).toEqual({ count: 100, median: 50.5, low: 40, high: 61 });
  expect(p90).toBeCloseTo(90.1);
});

it('the interval of a few values contains all of them', () => {
  expect(spreadOf([5, 1, 3])).toMatchObject({ median: 3, low: 1, high: 5 });
});

it('one outlier moves neither the median nor its interval', () => {
  const quiet = oneTo(60);
  const noisy = [...quiet.slice(0, -1), 1_000_000];
  expect(spreadOf(noisy)).toEqual(spreadOf(quiet));
});

it('the interval holds the true median of most runs', () => {
  const random = randomFrom(1);
  const hits = oneTo(400).filter(() => {
    const { low, high } = spreadOf(oneTo(40).map(() => random() ** 3));
    return low <= 0.125 && 0.125 <= high;
  });
  expect(hits.length).toBeGreaterThanOrEqual(380);
});

it('each ratio is computed within one round, so that a slow round changes none', () => {
  const { median, low, high } = pairedRatios([1, 10, 2], [2, 20, 4]);
  expect([median, low, high]).toEqual([0.5, 0.5, 0.5]);
});

it('a value that the other side did not measure has no ratio', () => {
  expect(pairedRatios([1], []).median).toBeNaN();
});

it('a shuffle keeps all items, repeats itself by its seed, and puts each item in each place', () => {
  const names = ['a', 'b', 'c'];
  expect(shuffled(names, randomFrom(4)).toSorted()).toEqual(names);
  expect(shuffled(names, randomFrom(4))).toEqual(shuffled(names, randomFrom(4)));
  const random = randomFrom(5);
  const firsts = oneTo(3_000).map(() => shuffled(names, random)[0]);
  for (const name of names) {
    expect(Math.abs(firsts.filter((first) => first === name).length - 1_000)).toBeLessThan(120);
  }
});
