import { describe, expect, it } from 'vitest';
import {
  agreementWithin,
  meanAbsoluteError,
  meanBias,
  nominal,
  quadratic,
  type Rated,
  range,
  scoreBand,
  standardDeviation,
  weightedKappa,
} from '../../evaluation/agreement.ts';
import { seededRandom } from '../../evaluation/bootstrap.ts';

/** Ratings from a table of counts: rows are expected, columns given. */
const ratingsOf = (table: readonly (readonly number[])[]): Rated<number>[] =>
  table.flatMap((row, expected) =>
    row.flatMap((count, given) => Array.from({ length: count }, () => ({ expected, given }))),
  );

describe('kappa', () => {
  it('is 0.676 for the diagnoses of Fleiss, Levin and Paik, table 18.1', () => {
    const diagnoses = ratingsOf([
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ]);
    expect(weightedKappa(diagnoses, nominal)).toBeCloseTo(0.6765, 4);
  });

  it('is 0.4 if 70 % agree and half would agree by chance', () => {
    const grants = ratingsOf([
      [20, 5],
      [10, 15],
    ]);
    expect(weightedKappa(grants, nominal)).toBeCloseTo(0.4, 12);
  });

  it('weighs a miss by the square of its distance: two thirds, by hand', () => {
    const ratings = [
      { expected: 0, given: 0 },
      { expected: 1, given: 1 },
      { expected: 2, given: 1 },
    ];
    // Observed 1/3; by chance (0+2 + 1+0 + 4+2) / 9 = 1.
    expect(weightedKappa(ratings, quadratic)).toBeCloseTo(2 / 3, 12);
  });

  it('is 1 for perfect agreement', () => {
    const ratings = ratingsOf([
      [3, 0, 0],
      [0, 4, 0],
      [0, 0, 2],
    ]);
    expect(weightedKappa(ratings, quadratic)).toBe(1);
    expect(weightedKappa(ratings, nominal)).toBe(1);
  });

  it('is exactly 0 where the ratings are independent', () => {
    const ratings = ratingsOf([
      [2, 4, 6],
      [3, 6, 9],
    ]);
    expect(weightedKappa(ratings, quadratic)).toBeCloseTo(0, 12);
    expect(weightedKappa(ratings, nominal)).toBeCloseTo(0, 12);
  });

  it('is near 0 for random ratings', () => {
    const random = seededRandom(7);
    const band = () => Math.floor(random() * 5);
    const ratings = Array.from({ length: 20_000 }, () => ({ expected: band(), given: band() }));
    expect(Math.abs(weightedKappa(ratings, quadratic) ?? 1)).toBeLessThan(0.03);
  });

  it('is −1 if two raters say the opposite of each other', () => {
    const ratings = ratingsOf([
      [0, 5],
      [5, 0],
    ]);
    expect(weightedKappa(ratings, nominal)).toBe(-1);
  });

  it('does not depend on the unit of the ratings', () => {
    const ratings = ratingsOf([
      [5, 2, 1],
      [1, 6, 0],
      [0, 3, 7],
    ]);
    const inPoints = ratings.map(({ expected, given }) => ({
      expected: expected * 20,
      given: given * 20,
    }));
    expect(weightedKappa(inPoints, quadratic)).toBeCloseTo(
      weightedKappa(ratings, quadratic) ?? Number.NaN,
      12,
    );
  });

  it('cannot be computed without ratings, or if all ratings are the same', () => {
    expect(weightedKappa([], quadratic)).toBeUndefined();
    expect(weightedKappa(ratingsOf([[9]]), quadratic)).toBeUndefined();
  });
});

describe('agreement of scores', () => {
  it('puts scores into five bands of 20 points, with 100 in the last', () => {
    expect([0, 19, 20, 39, 40, 59, 60, 79, 80, 99, 100].map(scoreBand)).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4,
    ]);
  });

  it('tells generous from strict, and how far off the scores are on average', () => {
    const ratings = [
      { expected: 50, given: 60 },
      { expected: 80, given: 50 },
      { expected: 0, given: 5 },
    ];
    expect(meanBias(ratings)).toBe(-5);
    expect(meanAbsoluteError(ratings)).toBe(15);
    expect(meanBias([])).toBeUndefined();
  });

  it('counts the same band and the next one', () => {
    const bands = ratingsOf([
      [2, 1, 1],
      [0, 4, 0],
    ]);
    expect(agreementWithin(bands, 0)).toBe(6 / 8);
    expect(agreementWithin(bands, 1)).toBe(7 / 8);
  });
});

describe('the spread', () => {
  it('is the sample standard deviation and the range', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(range(values)).toBe(7);
  });

  it('cannot be computed from a single run', () => {
    expect(standardDeviation([50])).toBeUndefined();
    expect(range([50])).toBeUndefined();
  });
});
