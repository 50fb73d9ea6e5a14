/** Start of this service's ids, so that 41 bits of milliseconds reach to the year 2094. */
const epochMilliseconds = Date.UTC(2025, 0, 1);

const randomBits = 4096;

/**
 * A positive integer that JSON numbers carry exactly (at most 2^53 − 1), made without
 * coordination: 41 bits of milliseconds, 12 random bits. Ids sort by time. Not unique by
 * construction: put the row with `attribute_not_exists` and take another on a collision.
 *
 * @param random uniform in [0, 1)
 */
export function newId(nowMilliseconds: number, random: number): number {
  return (nowMilliseconds - epochMilliseconds) * randomBits + Math.floor(random * randomBits);
}

/** Ids of the first backend counted up from 1; ours begin far above, so neither can be the other. */
export const highestLegacyId = 1_000_000_000;

/** No id made at that moment or later is below this one. */
export function lowestIdAt(milliseconds: number): number {
  return Math.max(0, newId(milliseconds, 0));
}

/** When an id was made, in milliseconds since the Unix epoch. */
export function idMilliseconds(id: number): number {
  return Math.floor(id / randomBits) + epochMilliseconds;
}
