import { dayOfDate } from '../calendar/seoul-day.ts';
import type { Experiment } from '../contracts/experiments.ts';
import { armOf } from './experiment-arms.ts';
import { activeWeekDays, lastCohortDay, type Presence, wasThere } from './presence.ts';

/** A learner, reduced to what retention needs. */
export interface SeenLearner {
  readonly userId: number;
  readonly presence: Presence;
  /** The day on which the learner submitted the first lecture that was judged. */
  readonly firstFeedbackOn: number | undefined;
}

/** What is counted of a cohort: the learners who first opened the app on the same day. */
export interface CohortCounts {
  readonly installed?: number | undefined;
  readonly day1?: number | undefined;
  readonly day7?: number | undefined;
  readonly day30?: number | undefined;
  /** Learners who had a first feedback within a week. */
  readonly feedback?: number | undefined;
  /** Those among them who came back on a later day, up to day 7. */
  readonly secondDay?: number | undefined;
}

export type CohortFigure = keyof CohortCounts;

/** The group of everybody. An experiment's arms are groups named `name/arm`. */
export const everybody = 'all';
export const groupOf = (experiment: string, arm: string): string => `${experiment}/${arm}`;
export type ByGroup = Readonly<Record<string, CohortCounts>>;

/**
 * The figures of a day that is over: who was there, and how the cohorts did for which this day counts.
 */
export interface DayFigures {
  readonly dailyActives: number;
  readonly weeklyActives: number;
  /** The cohorts, by how many days before this day they installed the app. */
  readonly cohorts: Readonly<Record<CohortAge, ByGroup>>;
}

/** Which figures become known at which age of a cohort, in days. Each of them is final by then. */
export const figuresByAge = {
  0: ['installed'],
  1: ['day1'],
  7: ['day7', 'feedback', 'secondDay'],
  30: ['day30'],
} as const satisfies Readonly<Record<number, readonly CohortFigure[]>>;
export type CohortAge = keyof typeof figuresByAge;
export const cohortAges: readonly CohortAge[] = [0, 1, 7, lastCohortDay];

/** Adds learners up, one after the other, without keeping any of them. */
export function tallyOf(day: number, experiments: readonly Experiment[]) {
  let dailyActives = 0;
  let weeklyActives = 0;
  const cohorts = {
    0: new Map<string, Counted>(),
    1: new Map<string, Counted>(),
    7: new Map<string, Counted>(),
    30: new Map<string, Counted>(),
  };
  const running = experiments.map((each) => ({ ...each, fromDay: dayOfDate(each.from) }));
  return {
    add(learner: SeenLearner): void {
      const { presence, userId } = learner;
      const week = Array.from({ length: activeWeekDays }, (_, back) => day - back);
      if (wasThere(presence, day)) dailyActives += 1;
      if (week.some((each) => wasThere(presence, each))) weeklyActives += 1;
      const { installedOn } = presence;
      const age = cohortAges.find((each) => installedOn === day - each);
      if (installedOn === undefined || age === undefined) return;
      const groups = running
        .filter(({ fromDay }) => installedOn >= fromDay)
        .map((experiment) => groupOf(experiment.name, armOf(userId, experiment)));
      for (const group of [everybody, ...groups]) count(cohorts[age], group, age, learner);
    },
    figures: (): DayFigures => ({
      dailyActives,
      weeklyActives,
      cohorts: {
        0: Object.fromEntries(cohorts[0]),
        1: Object.fromEntries(cohorts[1]),
        7: Object.fromEntries(cohorts[7]),
        30: Object.fromEntries(cohorts[30]),
      },
    }),
  };
}

type Counted = Partial<Record<CohortFigure, number>>;

function count(
  groups: Map<string, Counted>,
  group: string,
  age: CohortAge,
  learner: SeenLearner,
): void {
  const counted = groups.get(group) ?? {};
  groups.set(group, counted);
  for (const figure of figuresByAge[age]) {
    counted[figure] = (counted[figure] ?? 0) + (isCounted(figure, learner) ? 1 : 0);
  }
}

/**
 * Whether a figure counts this learner. It expects a learner whose cohort has reached the figure's age.
 */
function isCounted(figure: CohortFigure, { presence, firstFeedbackOn }: SeenLearner): boolean {
  const { installedOn = 0 } = presence;
  const feedbackAge = firstFeedbackOn === undefined ? undefined : firstFeedbackOn - installedOn;
  const hasFeedback = feedbackAge !== undefined && feedbackAge >= 0 && feedbackAge < 7;
  switch (figure) {
    case 'installed':
      return true;
    case 'day1':
      return wasThere(presence, installedOn + 1);
    case 'day7':
      return wasThere(presence, installedOn + 7);
    case 'day30':
      return wasThere(presence, installedOn + lastCohortDay);
    case 'feedback':
      return hasFeedback;
    case 'secondDay':
      return (
        hasFeedback && daysAfter(feedbackAge).some((age) => wasThere(presence, installedOn + age))
      );
  }
}

const daysAfter = (age: number) => [1, 2, 3, 4, 5, 6, 7].filter((each) => each > age);

/** The sum of the figures of all parts of the learners. */
export function sumOf(parts: readonly DayFigures[]): DayFigures {
  const sum = (pick: (part: DayFigures) => number) =>
    parts.reduce((total, part) => total + pick(part), 0);
  return {
    dailyActives: sum((part) => part.dailyActives),
    weeklyActives: sum((part) => part.weeklyActives),
    cohorts: {
      0: summed(parts.map(({ cohorts }) => cohorts[0])),
      1: summed(parts.map(({ cohorts }) => cohorts[1])),
      7: summed(parts.map(({ cohorts }) => cohorts[7])),
      30: summed(parts.map(({ cohorts }) => cohorts[30])),
    },
  };
}

/** Adds up the counts of several cohorts, group by group. */
export function summed(all: readonly ByGroup[]): ByGroup {
  const groups = new Map<string, Counted>();
  for (const [group, counts] of all.flatMap((each) => Object.entries(each))) {
    const total = groups.get(group) ?? {};
    groups.set(group, total);
    for (const figure of figures) {
      const value = counts[figure];
      if (value !== undefined) total[figure] = (total[figure] ?? 0) + value;
    }
  }
  return Object.fromEntries(groups);
}

const figures = Object.values(figuresByAge).flat();
