import type { CohortAge, DayFigures, SeenLearner } from './cohorts.ts';
import type { CountedDay } from './counted-days.ts';

/** Lists the learners whom a day's figures may count, in as many parts as they are spread over. */
export interface PresenceReader {
  readonly parts: number;
  /**
   * Lists everybody of one part who counts on day `from` or later, once each and in no particular
   * order.
   * @param today the current day, which limits how far ahead any learner can count
   */
  list(part: number, from: number, today: number): AsyncIterable<SeenLearner>;
}

/** Stores the counts, day by day. They contain nobody's id. */
export interface RetentionStore {
  /** The parts of a day that have been counted already. */
  findParts(day: number): Promise<ReadonlyMap<number, DayFigures>>;
  keepPart(day: number, part: number, figures: DayFigures): Promise<void>;
  /** The last day that is counted completely; undefined where there is none. */
  lastDay(): Promise<number | undefined>;
  /** Stores a cohort's figures at one age, if the cohort's day is stored. The first figures stand. */
  keepCohort(
    installedOn: number,
    age: Exclude<CohortAge, 0>,
    counts: DayFigures['cohorts'][CohortAge],
  ): Promise<void>;
  /** Stores the day itself and its installs. @returns false where it was stored before */
  keepDay(day: number, figures: DayFigures): Promise<boolean>;
  /** Lists the days in ascending order, both ends included. */
  listDays(from: number, to: number): Promise<readonly CountedDay[]>;
}
