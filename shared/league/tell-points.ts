import type { Revised, WeekGroup } from '../habits/ports.ts';
import type { PracticeMonth } from '../habits/summary.ts';
import { monthsOfWeek, pointsOfWeek } from './points.ts';
import type { GroupStore } from './ports.ts';

/**
 * Tells a group how many points a learner's week counts so far. Each month has a part of its own, with
 * the revision at which the month was read. So of two calls at once, or of a repeated one, the latest
 * view of each month stays.
 * @param only the months whose parts are told @default all months of the week
 */
export async function tellPoints(
  groups: Pick<GroupStore, 'keepPoints'>,
  userId: number,
  group: WeekGroup,
  months: readonly Revised<PracticeMonth>[],
  only: readonly string[] = monthsOfWeek(group.week),
): Promise<void> {
  const values = months.map(({ value }) => value);
  const points = pointsOfWeek(values, group.week);
  for (const [part, month] of monthsOfWeek(group.week).entries()) {
    if (!only.includes(month)) continue;
    const version = months.find(({ value }) => value.month === month)?.revision ?? 0;
    await groups.keepPoints(userId, group, { part, points: points.get(month) ?? 0, version });
  }
}
