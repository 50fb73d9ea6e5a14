import { seoulDay, seoulDayStart } from '../calendar/seoul-day.ts';
import type { Experiment } from '../contracts/experiments.ts';
import { type CohortAge, cohortAges, sumOf, tallyOf } from './cohorts.ts';
import type { CountedDay } from './counted-days.ts';
import type { PresenceReader, RetentionStore } from './ports.ts';
import { lastCohortDay } from './presence.ts';

export interface CountRetentionPorts {
  readonly learners: PresenceReader;
  readonly counted: RetentionStore;
  readonly experiments: readonly Experiment[];
  readonly clock: () => number;
  /** Called at most once for each day, when all of it is counted. */
  readonly onDay: DayIsCounted;
}

/** @param cohortOfAge the day of those who installed that many days before, as far as it is counted */
export type DayIsCounted = (
  day: CountedDay,
  cohortOfAge: (days: number) => CountedDay | undefined,
) => void;

/** This long after midnight, everything that was done before midnight is stored. */
const settledMilliseconds = 10 * 60_000;
/**
 * A day that is not counted within this many days is lost, since nobody knows any more who was there.
 */
export const mostDaysLate = 7;

/**
 * Counts each day that is over and not counted yet, the earliest first, from what is stored about the
 * learners. Two runs, in turn or at the same time, come to the same result, and the next run continues
 * where one ran out of time.
 * @param hasTime asked between two parts @default always
 * @returns whether nothing is left to count
 */
export async function countRetention(
  ports: CountRetentionPorts,
  hasTime: () => boolean = () => true,
): Promise<boolean> {
  const today = seoulDay(ports.clock());
  const isSettled = ports.clock() - seoulDayStart(today) >= settledMilliseconds;
  const lastOver = today - (isSettled ? 1 : 2);
  const lastCounted = (await ports.counted.lastDay()) ?? lastOver - 1;
  const first = Math.max(lastCounted + 1, today - mostDaysLate);
  for (let day = first; day <= lastOver; day++) {
    if (!(await countDay(ports, day, today, hasTime))) return false;
  }
  return true;
}

async function countDay(
  ports: CountRetentionPorts,
  day: number,
  today: number,
  hasTime: () => boolean,
): Promise<boolean> {
  const { learners, counted, experiments, onDay } = ports;
  const parts = new Map(await counted.findParts(day));
  for (let part = 0; part < learners.parts; part++) {
    if (parts.has(part)) continue;
    if (!hasTime()) return false;
    const tally = tallyOf(day, experiments);
    for await (const learner of learners.list(part, day, today)) tally.add(learner);
    await counted.keepPart(day, part, tally.figures());
    parts.set(part, tally.figures());
  }
  const figures = sumOf([...parts.values()]);
  for (const age of cohortAges.filter(isLater)) {
    await counted.keepCohort(day - age, age, figures.cohorts[age]);
  }
  // The day comes last, because its row says that the day is complete.
  if (await counted.keepDay(day, figures)) {
    const days = await counted.listDays(day - lastCohortDay, day);
    const ofDay = (wanted: number) => days.find((each) => each.day === wanted);
    const whole = ofDay(day);
    if (whole) onDay(whole, (age) => ofDay(day - age));
  }
  return true;
}

const isLater = (age: CohortAge): age is Exclude<CohortAge, 0> => age !== 0;
