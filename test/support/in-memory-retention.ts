import type { CohortAge, DayFigures, SeenLearner } from '../../shared/retention/cohorts.ts';
import type { CountedDay } from '../../shared/retention/counted-days.ts';
import type { PresenceReader, RetentionStore } from '../../shared/retention/ports.ts';

/** What was counted, under the same conditions as in the DynamoDB adapter. */
export function inMemoryRetention(): RetentionStore & {
  readonly days: Map<number, CountedDay>;
  readonly partsKept: Map<string, DayFigures>;
} {
  const days = new Map<number, CountedDay>();
  const partsKept = new Map<string, DayFigures>();
  const keep = (
    day: number,
    age: CohortAge,
    counts: DayFigures['cohorts'][CohortAge],
    actives: Partial<CountedDay> = {},
  ): boolean => {
    const kept = days.get(day) ?? { day, dailyActives: 0, weeklyActives: 0, cohort: {} };
    if (kept.cohort[age]) return false;
    days.set(day, { ...kept, ...actives, cohort: { ...kept.cohort, [age]: counts } });
    return true;
  };
  return {
    days,
    partsKept,
    async findParts(day) {
      const its = [...partsKept].filter(([name]) => name.startsWith(`${day} `));
      return new Map(its.map(([name, figures]) => [Number(name.split(' ')[1]), figures]));
    },
    async keepPart(day, part, figures) {
      const name = `${day} ${part}`;
      if (!partsKept.has(name)) partsKept.set(name, figures);
    },
    async lastDay() {
      return days.size === 0 ? undefined : Math.max(...days.keys());
    },
    async keepCohort(installedOn, age, counts) {
      if (days.get(installedOn)?.cohort[0]) keep(installedOn, age, counts);
    },
    async keepDay(day, { dailyActives, weeklyActives, cohorts }) {
      return keep(day, 0, cohorts[0], { dailyActives, weeklyActives });
    },
    async listDays(from, to) {
      return [...days.values()]
        .filter(({ day }) => day >= from && day <= to)
        .sort((one, other) => one.day - other.day);
    },
  };
}

/** Learners spread over three parts by their ids. */
export function inMemoryPresences(learners: ReadonlyMap<number, SeenLearner>): PresenceReader {
  return {
    parts: 3,
    async *list(part) {
      for (const learner of learners.values()) if (learner.userId % 3 === part) yield learner;
    },
  };
}
