import type { Lecture } from '../lectures/lecture.ts';
import type { NamedTopic } from './practice.ts';
import type { HabitSummary, PracticeMonth, Quest } from './summary.ts';

/** A stored value with the number of times it has been written; 0 means never. */
export interface Revised<Value> {
  readonly value: Value;
  readonly revision: number;
}

/** Everything that is stored about a learner's habits. */
export interface KeptHabits {
  readonly summary: Revised<HabitSummary | undefined>;
  /** Names of topics that are kept apart from the summary. */
  readonly names: Revised<readonly NamedTopic[]>;
  /** The oldest month first. */
  readonly months: readonly Revised<PracticeMonth>[];
  /** The quest of the last day on which the learner swapped it. */
  readonly quest: Quest | undefined;
  /** The league groups that the learner sits in. It is empty for a learner who takes no part. */
  readonly groups: readonly WeekGroup[];
}

/** A league group in one week. */
export interface WeekGroup {
  /** The week's Monday, in days since 1970-01-01 in Asia/Seoul. */
  readonly week: number;
  readonly group: string;
}

export interface HabitStore {
  /** Reads what the first screen needs, in one cheap read. */
  findToday(userId: number): Promise<HabitsToday>;
  /** Reads consistently, and reads each revision no later than the value it belongs to. */
  findAll(userId: number): Promise<KeptHabits>;
  /** Replaces revision `after` with the next one. It returns false where another writer was faster. */
  replaceMonth(userId: number, month: PracticeMonth, after: number): Promise<boolean>;
  /** @param names as they were kept apart @default none were */
  replaceSummary(
    userId: number,
    summary: HabitSummary,
    after: number,
    names?: Revised<readonly NamedTopic[]>,
  ): Promise<boolean>;
  /** Notes the first day of practice in the learner's profile, where retention is counted from. */
  noteFirstDay(userId: number, day: number): Promise<void>;
  /**
   * Replaces the quest that was read with the swapped one. It returns false where another writer was
   * faster.
   */
  replaceQuest(userId: number, quest: Quest, read: Quest | undefined): Promise<boolean>;
}

export interface HabitsToday {
  readonly summary: HabitSummary | undefined;
  /** The quest of the last day on which the learner swapped it. */
  readonly quest: Quest | undefined;
}

/**
 * Reads the lectures that were submitted on one day (Asia/Seoul), consistently. The answer may contain
 * lectures of other days too.
 */
export type DayReader = (userId: number, day: number) => Promise<readonly Lecture[]>;

/** What the habits ask about topics. */
export interface HabitTopics {
  /** The version of the catalog in force. */
  catalogVersion(): Promise<string>;
  /** Returns undefined for a topic that the catalog does not have, or no longer has. */
  find(topicId: number): Promise<NamedTopic | undefined>;
  /** The topics of a subject, in the catalog's order. */
  ofSubject(subjectId: number): Promise<readonly NamedTopic[]>;
  /** Ids of the learner's own topics that exist or are being made. */
  ownTopicIds(userId: number): Promise<ReadonlySet<number>>;
}
