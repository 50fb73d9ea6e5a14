import { mondayOf, monthOfDay } from '../calendar/seoul-day.ts';
import { countedOn, type RebuildHabitsPorts, rebuildHabits } from '../habits/rebuild-habits.ts';
import { tellPoints } from './points.ts';
import type { GroupStore } from './ports.ts';

export interface KeepPracticePorts extends RebuildHabitsPorts {
  readonly groups: Pick<GroupStore, 'keepPoints'>;
}

/**
 * Rebuilds a learner's habits after a day has changed. With the first practice of a day it also tells
 * the learner's league group, if they sit in one that week, how many points the week counts so far;
 * more than one lecture may have been judged by then. The others see later practice of that day with
 * the next first practice. The learner sees it at once, and it counts when the group is closed. All of
 * this may be repeated.
 */
export async function keepPractice(
  ports: KeepPracticePorts,
  userId: number,
  day: number,
): Promise<void> {
  const { months, groups, isDayBegun } = await rebuildHabits(ports, userId, day);
  const group = groups.find(({ week }) => week === mondayOf(day));
  const month = months.find(({ value }) => value.month === monthOfDay(day))?.value;
  // A single lecture may have been counted by a worker that died before it told the group.
  const isToBeTold = isDayBegun || countedOn(months, day) === 1;
  if (!group || !month || !isToBeTold) return;
  // The end of the previous month may not have been told yet.
  const isFirstOfMonth = month.days[0]?.day === day;
  await tellPoints(ports.groups, userId, group, months, isFirstOfMonth ? undefined : [month.month]);
}
