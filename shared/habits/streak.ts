/** A learner earns one freeze for every this many days of a streak. */
export const daysForFreeze = 7;

/** A learner holds at most this many freezes. */
export const mostFreezes = 2;

/** How a streak stands after its last day of practice. */
export interface Streak {
  readonly lastDay: number;
  /** Days of practice. Days that a freeze bridged are not counted. */
  readonly days: number;
  readonly longest: number;
  /** Freezes that the learner holds. */
  readonly freezes: number;
}

/** How a streak stands today. */
export interface StreakToday extends Omit<Streak, 'lastDay'> {
  readonly isDoneToday: boolean;
  /** Days without practice that freezes have bridged since the last one. */
  readonly bridged: number;
}

/**
 * Computes the streak of these days of practice. Each day without practice uses up a freeze by itself.
 * Without a freeze in hand the streak ends, and the next day of practice begins a new one.
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

/** The streak at the end of `day`, if there was no practice since its last day. */
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

/** Today is not over yet, so a day without practice costs nothing until tomorrow. */
export function streakToday(streak: Streak | undefined, today: number): StreakToday {
  if (!streak) return { days: 0, longest: 0, freezes: 0, bridged: 0, isDoneToday: false };
  return { ...streakOn(streak, today - 1), isDoneToday: streak.lastDay >= today };
}
