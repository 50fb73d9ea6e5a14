import type { CohortAge, DayFigures, SeenLearner } from './cohorts.ts';
import type { CountedDay } from './counted-days.ts';

/** Learners that a day's figures may be of, in as many parts as they are spread over. */
export interface PresenceReader {
  readonly parts: number;
  /**
   * Everybody of one part who is counted on that day or later, once each; in what order is not said.
   * @param today whoever is counted on a day was there until then
   */
  list(part: number, from: number, today: number): AsyncIterable<SeenLearner>;
}

/** What was counted, day by day. It has nobody's id in it. */
export interface RetentionStore {
  /** The parts of a day that are counted already. */
  findParts(day: number): Promise<ReadonlyMap<number, DayFigures>>;
  keepPart(day: number, part: number, figures: DayFigures): Promise<void>;
  /** The last day that is counted whole; undefined where none is. */
  lastDay(): Promise<number | undefined>;
  /** Keeps what a cohort's figures are at an age, where its day is kept. What was kept first stands. */
  keepCohort(
    installedOn: number,
    age: Exclude<CohortAge, 0>,
    counts: DayFigures['cohorts'][CohortAge],
  ): Promise<void>;
  /** Keeps the day itself and its installs. @returns false where it was kept before */
  keepDay(day: number, figures: DayFigures): Promise<boolean>;
  /** Ascending, both days included. */
  listDays(from: number, to: number): Promise<readonly CountedDay[]>;
}
