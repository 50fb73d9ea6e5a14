import { seoulDayStart } from '../calendar/seoul-day.ts';
import { type Experiment, experimentArms } from '../contracts/experiments.ts';
import { groupOf } from '../retention/cohorts.ts';
import type { DayIsCounted } from '../retention/count-retention.ts';
import { type CountedDay, figuresOf } from '../retention/counted-days.ts';
import { countBy, measure } from './metrics.ts';

const noonMilliseconds = 12 * 3_600_000;

/** Measures a day once it is counted, at its noon in Seoul, which is the same day in UTC. */
export function measuredDays(experiments: readonly Experiment[]): DayIsCounted {
  return ({ day, dailyActives, weeklyActives, cohort }, cohortOfAge) => {
    const [after1, after7, after30] = [1, 7, 30].map((age) => figuresOf(listed(cohortOfAge(age))));
    measure({
      at: seoulDayStart(day) + noonMilliseconds,
      values: {
        DailyActives: dailyActives,
        WeeklyActives: weeklyActives,
        Installs: figuresOf([{ day, dailyActives, weeklyActives, cohort }]).installed,
        Day1Cohort: after1?.shares.day1.of ?? 0,
        Day1Back: after1?.shares.day1.count ?? 0,
        Day7Cohort: after7?.shares.day7.of ?? 0,
        Day7Back: after7?.shares.day7.count ?? 0,
        Day30Cohort: after30?.shares.day30.of ?? 0,
        Day30Back: after30?.shares.day30.count ?? 0,
        FirstFeedbacks: after7?.shares.feedback.count ?? 0,
        SecondDays: after7?.shares.secondDay.count ?? 0,
      },
    });
    for (const { name: Experiment } of experiments) {
      for (const Arm of experimentArms) {
        const group = groupOf(Experiment, Arm);
        const { day7 } = figuresOf(listed(cohortOfAge(7)), group).shares;
        if (day7.of === 0) continue;
        countBy('ArmCohort', { Experiment, Arm }, day7.of);
        countBy('ArmBack', { Experiment, Arm }, day7.count);
      }
    }
  };
}

const listed = (day: CountedDay | undefined): CountedDay[] => (day ? [day] : []);
