import { daysOfWeek } from '../calendar/seoul-day.ts';
import type { PracticeMonth } from '../habits/summary.ts';
import { sumOfWeek } from './points.ts';
import type { GroupStore, Seat } from './ports.ts';

export interface TakeSeatPorts {
  readonly groups: Pick<GroupStore, 'enter' | 'open'>;
  /** 80 random bits, as of a shared topic. */
  readonly newCode: () => string;
}

/** From so many points of a week on; each is about twice the one before. */
const activityFrom = [0, 1, 41, 101, 201] as const;

/** How active somebody is, from 0: by the week before, or by this one where there was none. */
export function activityOf(months: readonly PracticeMonth[], week: number): number {
  const points = sumOfWeek(months, week - daysOfWeek) || sumOfWeek(months, week);
  return activityFrom.findLastIndex((from) => points >= from);
}

/**
 * A seat beside those of like activity. Where no group of theirs has one, company comes first: of those a
 * little less or more active, and only then is a group opened.
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
