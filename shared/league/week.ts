import { daysOfWeek, mondayOf, seoulDay, seoulDayStart } from '../calendar/seoul-day.ts';
import { clocks } from '../contracts/clocks.ts';

/** How long after a week its last result may come: the last deadline and a last lease. */
const lateMilliseconds = (clocks.deadlineSeconds + 2 * clocks.workerTimeoutSeconds) * 1000;

/** The week of a moment, as its Monday. */
export const weekAt = (now: number): number => mondayOf(seoulDay(now));

/** The end of a week: Sunday 24:00 in Seoul. */
export const weekEnd = (week: number): number => seoulDayStart(week + daysOfWeek);

/**
 * A run looks back this many weeks for groups that were not closed, because a stage may have stood
 * still.
 */
const weeksLookedAt = 2;

/** The weeks that may be closed by now, the oldest first. */
export function closableWeeks(now: number): readonly number[] {
  const last = weekAt(now - lateMilliseconds) - daysOfWeek;
  return Array.from({ length: weeksLookedAt }, (_, ago) => last - ago * daysOfWeek).reverse();
}

/** Rows of a week expire this long after its end; results are kept with each learner. */
export const rowsExpireAt = (week: number): number => weekEnd(week) + 21 * 24 * 3_600_000;
