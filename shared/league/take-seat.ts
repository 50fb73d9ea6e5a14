import { daysOfWeek } from '../calendar/seoul-day.ts';
import type { PracticeMonth } from '../habits/summary.ts';
import { sumOfWeek } from './points.ts';
import type { GroupStore, Seat } from './ports.ts';

export interface TakeSeatPorts {
  readonly groups: Pick<GroupStore, 'enter' | 'open'>;
  /** Makes a code of 80 random bits, like a shared topic's. */
  readonly newCode: () => string;
}

/**
 * The points of a week from which each level of activity begins; each is about twice the one before.
 */
const activityFrom = [0, 1, 41, 101, 201] as const;

/**
 * Rates how active a learner is, counted from 0: by the week before, or by this one where the week
 * before had no points.
 */
export function activityOf(months: readonly PracticeMonth[], week: number): number {
  const points = sumOfWeek(months, week - daysOfWeek) || sumOfWeek(months, week);
  return activityFrom.findLastIndex((from) => points >= from);
}

/**
 * Takes a seat among learners of similar activity. Where no such group has a seat, one of a little less
 * or more activity will do, since company comes first. Only then does it open a new group.
 */
export async function takeSeat(
  { groups, newCode }: TakeSeatPorts,
  week: number,
  activity: number,
): Promise<Seat> {
  for (;;) {
    for (const near of [activity, activity - 1, activity + 1]) {
      if (near < 0 || near >= activityFrom.length) continue;
      const seat = await groups.enter(week, near);
      if (seat) return seat;
    }
    const first = await groups.open(week, activity, newCode());
    if (first) return first;
  }
}
