import { mondayOf, monthOfDay } from '../calendar/seoul-day.ts';
import { type RebuildHabitsPorts, rebuildHabits } from '../habits/rebuild-habits.ts';
import type { GroupStore } from './ports.ts';
import { tellPoints } from './tell-points.ts';

export interface KeepPracticePorts extends RebuildHabitsPorts {
  readonly groups: Pick<GroupStore, 'keepPoints'>;
}

/**
 * Makes a learner's habits anew of a day, and tells their group of the league, if they sit in one in the
 * week of that day, what the week counts. Both may be repeated.
 */
export async function keepPractice(
  ports: KeepPracticePorts,
  userId: number,
  day: number,
): Promise<void> {
  const { months, groups } = await rebuildHabits(ports, userId, day);
  const group = groups.find(({ week }) => week === mondayOf(day));
  if (group) await tellPoints(ports.groups, userId, group, months, [monthOfDay(day)]);
}
