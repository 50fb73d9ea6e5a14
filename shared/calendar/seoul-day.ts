/** Korea has had no summer time since 1988. */
const seoulOffsetMilliseconds = 9 * 3_600_000;
const dayMilliseconds = 24 * 3_600_000;

/** Days since 1970-01-01 in Asia/Seoul: the product's days. */
export function seoulDay(nowMilliseconds: number): number {
  return Math.floor((nowMilliseconds + seoulOffsetMilliseconds) / dayMilliseconds);
}

export const daysOfWeek = 7;

/** The Monday of the week that such a day is in: weeks go by their Mondays. */
export function mondayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  const sinceMonday = (day + 3) % daysOfWeek;
  return day - (sinceMonday < 0 ? sinceMonday + daysOfWeek : sinceMonday);
}

/** When a day begins in Seoul, in milliseconds since the epoch. */
export function seoulDayStart(day: number): number {
  return day * dayMilliseconds - seoulOffsetMilliseconds;
}

/** Such a day as calendars write it: `2026-11-27`. */
export function dateOfDay(day: number): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}

/** Such a day, of a date as calendars write it. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(date) / dayMilliseconds);
}

/** The month that such a day is in: `2026-11`. */
export function monthOfDay(day: number): string {
  return dateOfDay(day).slice(0, 7);
}
