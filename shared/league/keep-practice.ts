import { mondayOf, monthOfDay } from '../calendar/seoul-day.ts';
import { countedOn, type RebuildHabitsPorts, rebuildHabits } from '../habits/rebuild-habits.ts';
import type { GroupStore } from './ports.ts';
import { tellPoints } from './tell-points.ts';

export interface KeepPracticePorts extends RebuildHabitsPorts {
  readonly groups: Pick<GroupStore, 'keepPoints'>;
}

/**
 * Makes a learner's habits anew of a day. With the first practice of a day it tells their group of the league, if
 * they sit in one in that week, what the week counts so far; more than one lecture may have been judged by then. What
 * follows on that day the others see later; the learner sees it at once, and it counts when the group is closed. All
 * of it may be repeated.
 */
export async function keepPractice(
  ports: KeepPracticePorts,
  userId: number,
  day: number,
): Promise<void> {
  const { months, groups, isDayBegun } = await rebuildHabits(ports, userId, day);
  const group = groups.find(({ week }) => week === mondayOf(day));
  const month = months.find(({ value }) => value.month === monthOfDay(day))?.value;
  // A single one may have been counted by a worker that died before it told.
  const isToBeTold = isDayBegun || countedOn(months, day) === 1;
  if (!group || !month || !isToBeTold) return;
  // The end of the month before may not be told yet.
  const isFirstOfMonth = month.days[0]?.day === day;
  await tellPoints(ports.groups, userId, group, months, isFirstOfMonth ? undefined : [month.month]);
}
