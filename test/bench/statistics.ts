import type { Spread } from './report/section.ts';

/** @param share from 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** The median's interval comes from its order statistics, which assume nothing of how values lie. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right);
  const count = sorted.length;
  const reach = (1.96 * Math.sqrt(count)) / 2;
  const at = (rank: number) => sorted[Math.max(0, Math.min(count - 1, rank))] ?? Number.NaN;
  return {
    count,
    median: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    low: at(Math.floor(count / 2 - reach) - 1),
    high: at(Math.ceil(count / 2 + reach)),
  };
}

/** Round by round: what slows the machine for a while slows both sides of a ratio. */
export function pairedRatios(subject: readonly number[], rival: readonly number[]): Spread {
  return spreadOf(subject.map((value, round) => value / (rival[round] ?? Number.NaN)));
}

/** The same numbers for the same seed, evenly from 0 to 1 (Mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ value }) => value);
}
