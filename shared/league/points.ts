import { daysOfWeek, mondayOf, monthOfDay } from '../calendar/seoul-day.ts';
import { leaguePoints } from '../contracts/limits.ts';
import { replayPractice } from '../habits/cards.ts';
import type { Revised, WeekGroup } from '../habits/ports.ts';
import type { PractisedDay } from '../habits/practice.ts';
import type { PracticeMonth } from '../habits/summary.ts';
import type { GroupStore } from './ports.ts';

/** The month or the two months that a week lies in. */
export const monthsOfWeek = (week: number): readonly string[] => [
  ...new Set([monthOfDay(week), monthOfDay(week + daysOfWeek - 1)]),
];

/**
 * Counts the points of a week, by month. Practice counts however well it was judged, so that beginners
 * can win as well as anybody. A day counts up to a limit, so that nobody has to stay up for it.
 * @param months ascending
 */
export function pointsOfWeek(
  months: readonly PracticeMonth[],
  week: number,
): ReadonlyMap<string, number> {
  const { reviews } = replayPractice(months.flatMap(({ days }) => days));
  const pointsIn = ({ days }: Pick<PracticeMonth, 'days'>) =>
    days
      .filter(({ day }) => mondayOf(day) === week)
      .reduce((sum, each) => sum + pointsOfDay(each, reviews.get(each.day) ?? 0), 0);
  const byMonth = new Map(months.map((month) => [month.month, pointsIn(month)]));
  return new Map(monthsOfWeek(week).map((month) => [month, byMonth.get(month) ?? 0]));
}

export const sumOfWeek = (months: readonly PracticeMonth[], week: number): number =>
  [...pointsOfWeek(months, week).values()].reduce((sum, points) => sum + points, 0);

function pointsOfDay({ practised }: PractisedDay, reviews: number): number {
  const { lecture, answer, review, mostPerDay } = leaguePoints;
  const answers = practised.filter(({ way }) => way === 'answer').length;
  const lectures = practised.length - answers;
  return Math.min(mostPerDay, lectures * lecture + answers * answer + reviews * review);
}

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
