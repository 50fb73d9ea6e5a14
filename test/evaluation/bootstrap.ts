export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** @default 1000 */
  readonly resamples?: number;
  /** The same seed gives the same intervals. @default 20261122 */
  readonly seed?: number;
}

/** The middle share of the resampled values that an interval covers. */
const coverage = 0.95;

/**
 * Percentile bootstrap: it draws as many clusters as there are, with replacement, again and again, and
 * computes the statistics of each draw. Items that belong together (a talk and its variants) go into one
 * cluster, or the intervals would be too narrow. A resample on which a statistic is undefined does not
 * count for it; a statistic that is undefined on all has no interval. Source: Efron and Tibshirani, An
 * Introduction to the Bootstrap (1993).
 */
export function bootstrapIntervals<Item>(
  clusters: readonly (readonly Item[])[],
  statistics: (items: readonly Item[]) => Readonly<Record<string, number | undefined>>,
  { resamples = 1_000, seed = 20_261_122 }: BootstrapOptions = {},
): ReadonlyMap<string, Interval> {
  const random = seededRandom(seed);
  const values = new Map<string, number[]>();
  for (let resample = 0; resample < resamples; resample++) {
    const drawn = clusters.flatMap(() => clusters[Math.floor(random() * clusters.length)] ?? []);
    for (const [name, value] of Object.entries(statistics(drawn))) {
      if (value === undefined) continue;
      const known = values.get(name);
      if (known) known.push(value);
      else values.set(name, [value]);
    }
  }
  return new Map(
    [...values].map(([name, found]) => {
      const sorted = found.toSorted((a, b) => a - b);
      const tail = (1 - coverage) / 2;
      return [name, { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) }];
    }),
  );
}

/** Linear between the neighbours. @param sorted ascending, not empty */
export function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** Mulberry32: 0 to below 1, from 32 bits of seed. Good for drawing samples, not for secrets. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
