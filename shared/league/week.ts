import { daysOfWeek, mondayOf, seoulDay, seoulDayStart } from '../calendar/seoul-day.ts';
import { clocks } from '../contracts/clocks.ts';

/** By when whatever was submitted in a week has its result: its last deadline and a last lease. */
const lateMilliseconds = (clocks.deadlineSeconds + 2 * clocks.workerTimeoutSeconds) * 1000;

/** The week that a moment is in, by its Monday. */
export const weekAt = (now: number): number => mondayOf(seoulDay(now));

/** Sunday 24:00 in Seoul. */
export const weekEnd = (week: number): number => seoulDayStart(week + daysOfWeek);

/** So many weeks are looked for what was not closed: a stage may have stood still. */
const weeksLookedAt = 2;

/** The weeks that may be closed by then, the oldest first. */
export function closableWeeks(now: number): readonly number[] {
  const last = weekAt(now - lateMilliseconds) - daysOfWeek;
  return Array.from({ length: weeksLookedAt }, (_, ago) => last - ago * daysOfWeek).reverse();
}

/** Rows of a week go so long after its end; results are kept with each learner. */
export const rowsExpireAt = (week: number): number => weekEnd(week) + 21 * 24 * 3_600_000;
