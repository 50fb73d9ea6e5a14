/** A count of so many, and the share with the bounds that 95 of 100 such intervals hold the truth in. */
export interface Share {
  readonly count: number;
  readonly of: number;
  /** 0–1; undefined of none, as are the bounds. */
  readonly share: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** Of the standard normal distribution: 97.5 % and 80 % lie below. */
export const z95 = 1.959964;
const zPower80 = 0.841621;

/**
 * Wilson's interval without continuity correction, which holds for small counts and for shares near 0 too.
 * https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, share: undefined, low: undefined, high: undefined };
  const share = count / of;
  const squared = z95 ** 2;
  const middle = (count + squared / 2) / (of + squared);
  const reach = (z95 / (of + squared)) * Math.sqrt((count * (of - count)) / of + squared / 4);
  return { count, of, share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/** By how much one share is above another, with the bounds of that. */
export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Newcombe's hybrid of both intervals (his method 10). Undefined where either is of none.
 * https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I
 */
export function differenceOf(changed: Share, usual: Share): Difference | undefined {
  if (changed.share === undefined || usual.share === undefined) return undefined;
  const difference = changed.share - usual.share;
  const reach = (one: number, other: number) => Math.sqrt(one ** 2 + other ** 2);
  const { low: changedLow = 0, high: changedHigh = 0 } = changed;
  const { low: usualLow = 0, high: usualHigh = 0 } = usual;
  return {
    difference,
    low: difference - reach(changed.share - changedLow, usualHigh - usual.share),
    high: difference + reach(changedHigh - changed.share, usual.share - usualLow),
  };
}

/** What the figures say of an experiment: only an interval on one side of 0 says anything. */
export function verdictOf(difference: Difference | undefined): 'helped' | 'harmed' | 'unknown' {
  if (!difference || (difference.low <= 0 && difference.high >= 0)) return 'unknown';
  return difference.low > 0 ? 'helped' : 'harmed';
}

/**
 * How many learners each arm needs, so that in four of five experiments a difference as large as from
 * one share to the other is seen, and in one of twenty one that is not there. The usual formula for two
 * shares, on both sides, unrounded.
 */
export function neededPerArm(usual: number, changed: number): number {
  const both = (usual + changed) / 2;
  const spread = (share: number) => share * (1 - share);
  const noise =
    z95 * Math.sqrt(2 * spread(both)) + zPower80 * Math.sqrt(spread(usual) + spread(changed));
  return (noise / (changed - usual)) ** 2;
}
