/** This service's ids count from here, so that 41 bits of milliseconds reach to the year 2094. */
const epochMilliseconds = Date.UTC(2025, 0, 1);

const randomBits = 4096;

/**
 * Makes a positive integer that JSON numbers carry exactly (at most 2^53 − 1), without coordination: 41
 * bits of milliseconds and 12 random bits. Ids sort by time. They are not unique by construction: write
 * the row with `attribute_not_exists` and make another id on a collision.
 *
 * @param random uniform in [0, 1)
 */
export function newId(nowMilliseconds: number, random: number): number {
  return (nowMilliseconds - epochMilliseconds) * randomBits + Math.floor(random * randomBits);
}

/** The first backend counted its ids up from 1. Ours begin far above, so no id can be of both. */
export const highestLegacyId = 1_000_000_000;

/** The lowest id that can be made at that moment or later. */
export function lowestIdAt(milliseconds: number): number {
  return Math.max(0, newId(milliseconds, 0));
}

/** The moment at which an id was made, in milliseconds since the Unix epoch. */
export function idMilliseconds(id: number): number {
  return Math.floor(id / randomBits) + epochMilliseconds;
}
