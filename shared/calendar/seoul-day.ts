/** Korea has had no summer time since 1988. */
const seoulOffsetMilliseconds = 9 * 3_600_000;
const dayMilliseconds = 24 * 3_600_000;

/**
 * The day of a moment in days since 1970-01-01 in Asia/Seoul. The product counts all its days this way.
 */
export function seoulDay(nowMilliseconds: number): number {
  return Math.floor((nowMilliseconds + seoulOffsetMilliseconds) / dayMilliseconds);
}

export const daysOfWeek = 7;

/** The Monday of a day's week. Weeks are named by their Mondays. */
export function mondayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  const sinceMonday = (day + 3) % daysOfWeek;
  return day - (sinceMonday < 0 ? sinceMonday + daysOfWeek : sinceMonday);
}

/** The moment at which a day begins in Seoul, in milliseconds since the epoch. */
export function seoulDayStart(day: number): number {
  return day * dayMilliseconds - seoulOffsetMilliseconds;
}

/** A day as a calendar date: `2026-11-27`. */
export function dateOfDay(day: number): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}

/** The day of a calendar date. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(date) / dayMilliseconds);
}

/** The month of a day: `2026-11`. */
export function monthOfDay(day: number): string {
  return dateOfDay(day).slice(0, 7);
}
