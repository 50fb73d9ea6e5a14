/** What a human gave and what the assessment gave to the same thing. */
export interface Rated<Rating> {
  readonly expected: Rating;
  readonly given: Rating;
}

/** How far apart two ratings are: 0 if they are the same, symmetric, in any unit. */
export type Disagreement<Rating> = (a: Rating, b: Rating) => number;

export const scoreBands = 5;

/** 0–4: bands of 20 points, the last one with 100 in it. */
export function scoreBand(score: number): number {
  return Math.min(scoreBands - 1, Math.floor((score * scoreBands) / 100));
}

export const nominal = <Rating>(a: Rating, b: Rating): number => (a === b ? 0 : 1);
export const quadratic = (a: number, b: number): number => (a - b) ** 2;

/**
 * Weighted kappa: 1 − observed ÷ expected disagreement, where expected is that of two raters who
 * keep their own distributions and rate at random. 1 is perfect, 0 is chance, below is worse.
 * Undefined without ratings, or where both raters gave one and the same rating to everything.
 * Source: Cohen, Weighted kappa (1968).
 */
export function weightedKappa<Rating>(
  ratings: readonly Rated<Rating>[],
  disagreement: Disagreement<Rating>,
): number | undefined {
  const expectedCounts = countsOf(ratings.map(({ expected }) => expected));
  const givenCounts = countsOf(ratings.map(({ given }) => given));
  const observed = mean(ratings.map(({ expected, given }) => disagreement(expected, given)));
  if (observed === undefined) return undefined;
  let byChance = 0;
  for (const [expected, expectedCount] of expectedCounts) {
    for (const [given, givenCount] of givenCounts) {
      byChance += expectedCount * givenCount * disagreement(expected, given);
    }
  }
  byChance /= ratings.length ** 2;
  return byChance === 0 ? undefined : 1 - observed / byChance;
}

/** How often each rating was given when each was expected: `table[expected][given]`. */
export function crossTable<Rating extends string>(
  ratings: readonly Rated<Rating>[],
  names: readonly Rating[],
): Readonly<Record<Rating, Readonly<Record<Rating, number>>>> {
  const byName = <Value>(value: (name: Rating) => Value) =>
    Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Rating, Value>;
  return byName((row) =>
    byName(
      (column) =>
        ratings.filter(({ expected, given }) => expected === row && given === column).length,
    ),
  );
}

/** Share of ratings at most `distance` apart, 0–1; undefined without ratings. */
export function agreementWithin(
  ratings: readonly Rated<number>[],
  distance: number,
): number | undefined {
  return mean(
    ratings.map(({ expected, given }) => (Math.abs(expected - given) <= distance ? 1 : 0)),
  );
}

/** Mean of given − expected: above 0 is generous; undefined without ratings. */
export function meanBias(ratings: readonly Rated<number>[]): number | undefined {
  return mean(ratings.map(({ expected, given }) => given - expected));
}

export function meanAbsoluteError(ratings: readonly Rated<number>[]): number | undefined {
  return mean(ratings.map(({ expected, given }) => Math.abs(given - expected)));
}

/** Sample standard deviation (n − 1); undefined for fewer than two values. */
export function standardDeviation(values: readonly number[]): number | undefined {
  const average = mean(values);
  if (average === undefined || values.length < 2) return undefined;
  const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** Highest − lowest; undefined for fewer than two values. */
export function range(values: readonly number[]): number | undefined {
  return values.length < 2 ? undefined : Math.max(...values) - Math.min(...values);
}

export function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function highest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}

function countsOf<Rating>(ratings: readonly Rating[]): ReadonlyMap<Rating, number> {
  const counts = new Map<Rating, number>();
  for (const rating of ratings) counts.set(rating, (counts.get(rating) ?? 0) + 1);
  return counts;
}
