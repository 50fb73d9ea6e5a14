/** A freeze is earned each so many days of a streak. */
export const daysForFreeze = 7;

/** No more are kept. */
export const mostFreezes = 2;

/** How a streak stands after its last day of practice. */
export interface Streak {
  readonly lastDay: number;
  /** Days of practice; those that a freeze bridged are not among them. */
  readonly days: number;
  readonly longest: number;
  /** In hand. */
  readonly freezes: number;
}

/** How it stands on a day. */
export interface StreakToday extends Omit<Streak, 'lastDay'> {
  readonly isDoneToday: boolean;
  /** Days without practice that freezes have bridged since the last one. */
  readonly bridged: number;
}

/**
 * The streak of these days of practice. Each day without any uses up a freeze by itself; without one
 * in hand the streak ends, and begins anew with the next day of practice.
 * @param days ascending, each once
 */
export function streakOf(days: readonly number[]): Streak | undefined {
  let streak: Streak | undefined;
  for (const day of days) {
    const before = streak && streakOn(streak, day - 1);
    const length: number = (before?.days ?? 0) + 1;
    const isEarned = length % daysForFreeze === 0;
    streak = {
      lastDay: day,
      days: length,
      longest: Math.max(length, before?.longest ?? 0),
      freezes: Math.min(mostFreezes, (before?.freezes ?? 0) + (isEarned ? 1 : 0)),
    };
  }
  return streak;
}

/** As it is at the end of `day`, had there been nothing since its last one. */
function streakOn({ lastDay, days, longest, freezes }: Streak, day: number) {
  const missed = Math.max(0, day - lastDay);
  const isOver = missed > freezes;
  return {
    days: isOver ? 0 : days,
    longest,
    freezes: Math.max(0, freezes - missed),
    bridged: isOver ? 0 : missed,
  };
}

/** Today is not over: what was not done today costs nothing yet. */
export function streakToday(streak: Streak | undefined, today: number): StreakToday {
  if (!streak) return { days: 0, longest: 0, freezes: 0, bridged: 0, isDoneToday: false };
  return { ...streakOn(streak, today - 1), isDoneToday: streak.lastDay >= today };
}
