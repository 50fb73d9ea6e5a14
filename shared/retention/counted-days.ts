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

/** A day as it was counted, and what became known of its cohort since. */
export interface CountedDay {
  readonly day: number;
  readonly dailyActives: number;
  readonly weeklyActives: number;
  readonly cohort: Readonly<Partial<Record<CohortAge, ByGroup>>>;
}

/** How a group of learners came back, over as many cohorts as were asked for. */
export interface GroupFigures {
  readonly installed: number;
  readonly shares: Readonly<Record<Exclude<CohortFigure, 'installed'>, Share>>;
}

/**
 * The figures of a group. A share is of those cohorts alone for which it is known: a cohort of yesterday
 * has nobody yet who could have come back after a week.
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

/** Weeks of installs, from Monday to Sunday in Seoul. */
export function byInstallWeek(
  days: readonly CountedDay[],
): { readonly firstDay: number; readonly days: readonly CountedDay[] }[] {
  const weeks = Map.groupBy(days, ({ day }) => weekOfDay(day));
  return [...weeks]
    .sort(([one], [other]) => one - other)
    .map(([week, its]) => ({ firstDay: firstDayOfWeek(week), days: its }));
}

/** Names of the groups that anything was counted of, everybody apart. */
export function groupsIn(days: readonly CountedDay[]): string[] {
  const named = days.flatMap(({ cohort }) => Object.values(cohort).flatMap(Object.keys));
  return [...new Set(named)].filter((group) => group !== everybody).sort();
}
