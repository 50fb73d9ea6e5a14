/** Choices that a seed repeats. */
export interface SeededRandom {
  /** From 0 to below 1, as Math.random. */
  next(): number;
  chance(probability: number): boolean;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  between(least: number, most: number): number;
  /** @throws RangeError for an empty list */
  pick<Item>(items: readonly Item[]): Item;
  /** Another source, which what is drawn from this one later does not change. */
  fork(): SeededRandom;
}

/** Mulberry32: small, fast, and even enough for choosing what happens next. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    between: (least, most) => least + next() * (most - least),
    pick(items) {
      const [item] = items.slice(below(items.length));
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    fork: () => seededRandom(below(2 ** 32)),
  };
}
