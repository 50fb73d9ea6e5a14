import {
  type ByGroup,
  type CohortAge,
  type CohortFigure,
  cohortAges,
  everybody,
  figuresByAge,
} from './cohorts.ts';
import { firstDayOfWeek, weekOfDay } from './presence.ts';
import { type Share, shareOf } from './statistics.ts';

/** A counted day, with what has become known about its cohort since then. */
export interface CountedDay {
  readonly day: number;
  readonly dailyActives: number;
  readonly weeklyActives: number;
  readonly cohort: Readonly<Partial<Record<CohortAge, ByGroup>>>;
}

/** How a group of learners came back, over all cohorts that were asked for. */
export interface GroupFigures {
  readonly installed: number;
  readonly shares: Readonly<Record<Exclude<CohortFigure, 'installed'>, Share>>;
}

/**
 * Adds up the figures of a group. A share covers only cohorts for which it is known: nobody of
 * yesterday's cohort could have come back after a week yet.
 */
export function figuresOf(days: readonly CountedDay[], group: string = everybody): GroupFigures {
  return {
    installed: total(days.map((day) => countIn(day, 'installed', group))),
    shares: {
      day1: share('day1'),
      day7: share('day7'),
      day30: share('day30'),
      feedback: share('feedback'),
      secondDay: share('secondDay'),
    },
  };

  function share(figure: Exclude<CohortFigure, 'installed'>): Share {
    const known = days.filter(
      (day) => day.cohort[0] && day.cohort[ageOf(figure)] && countIn(day, 'installed', group) > 0,
    );
    return shareOf(
      total(known.map((day) => countIn(day, figure, group))),
      total(known.map((day) => countIn(day, 'installed', group))),
    );
  }
}

const ageOf = (figure: CohortFigure): CohortAge =>
  cohortAges.find((age) => figuresByAge[age].some((each) => each === figure)) ?? 0;

const countIn = ({ cohort }: CountedDay, figure: CohortFigure, group: string): number =>
  cohort[ageOf(figure)]?.[group]?.[figure] ?? 0;

const total = (counts: readonly number[]) => counts.reduce((sum, each) => sum + each, 0);

/** Groups the days into weeks of installs, from Monday to Sunday in Seoul. */
export function byInstallWeek(
  days: readonly CountedDay[],
): { readonly firstDay: number; readonly days: readonly CountedDay[] }[] {
  const weeks = Map.groupBy(days, ({ day }) => weekOfDay(day));
  return [...weeks]
    .sort(([one], [other]) => one - other)
    .map(([week, its]) => ({ firstDay: firstDayOfWeek(week), days: its }));
}

/** Names of the groups that have any count, without the group of everybody. */
export function groupsIn(days: readonly CountedDay[]): string[] {
  const named = days.flatMap(({ cohort }) => Object.values(cohort).flatMap(Object.keys));
  return [...new Set(named)].filter((group) => group !== everybody).sort();
}
