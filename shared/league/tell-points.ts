import type { Revised, WeekGroup } from '../habits/ports.ts';
import type { PracticeMonth } from '../habits/summary.ts';
import { monthsOfWeek, pointsOfWeek } from './points.ts';
import type { GroupStore } from './ports.ts';

/**
 * Tells a group what a week counts so far. Each month has a part of its own, of the revision that the
 * month was read at: of two at once, and of a repeat, the latest view of each stays.
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
