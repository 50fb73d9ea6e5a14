/** A count out of a total, and its share with a 95 % confidence interval. */
export interface Share {
  readonly count: number;
  readonly of: number;
  /** 0–1. It is undefined where the total is 0, and so are the bounds. */
  readonly share: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** Quantiles of the standard normal distribution: 97.5 % and 80 % of it lie below these values. */
export const z95 = 1.959964;
const zPower80 = 0.841621;

/**
 * Wilson's score interval without continuity correction, which also holds for small counts and for
 * shares near 0.
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

/** The difference between two shares, with its confidence interval. */
export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Newcombe's hybrid score interval (his method 10). It is undefined where either share has a total of
 * 0.
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

/** What an experiment shows. Only an interval that lies on one side of 0 shows anything. */
export function verdictOf(difference: Difference | undefined): 'helped' | 'harmed' | 'unknown' {
  if (!difference || (difference.low <= 0 && difference.high >= 0)) return 'unknown';
  return difference.low > 0 ? 'helped' : 'harmed';
}

/**
 * How many learners each arm needs to find a difference between these two shares in four of five
 * experiments (power 0.8), while one in twenty finds a difference that is not there. It is the usual
 * two-sided formula for two shares, not rounded.
 */
export function neededPerArm(usual: number, changed: number): number {
  const both = (usual + changed) / 2;
  const spread = (share: number) => share * (1 - share);
  const noise =
    z95 * Math.sqrt(2 * spread(both)) + zPower80 * Math.sqrt(spread(usual) + spread(changed));
  return (noise / (changed - usual)) ** 2;
}
