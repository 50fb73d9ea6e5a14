/** Korea has had no summer time since 1988. */
const seoulOffsetMilliseconds = 9 * 3_600_000;
const dayMilliseconds = 24 * 3_600_000;

/** Days since 1970-01-01 in Asia/Seoul: the product's days. */
export function seoulDay(nowMilliseconds: number): number {
  return Math.floor((nowMilliseconds + seoulOffsetMilliseconds) / dayMilliseconds);
}

/** When a day begins in Seoul, in milliseconds since the epoch. */
export function seoulDayStart(day: number): number {
  return day * dayMilliseconds - seoulOffsetMilliseconds;
}
