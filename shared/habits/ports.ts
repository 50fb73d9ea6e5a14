import type { Lecture } from '../lectures/lecture.ts';
import type { NamedTopic } from './practice.ts';
import type { HabitSummary, PracticeMonth, Quest } from './summary.ts';

/** With the number of its writing; 0 where it was never written. */
export interface Revised<Value> {
  readonly value: Value;
  readonly revision: number;
}

/** All that is kept of a learner's habits. */
export interface KeptHabits {
  readonly summary: Revised<HabitSummary | undefined>;
  /** Ascending. */
  readonly months: readonly Revised<PracticeMonth>[];
  /** Of the last day on which it was swapped. */
  readonly quest: Quest | undefined;
  /** Which groups of the league their learner sits in; none of who takes no part. */
  readonly groups: readonly WeekGroup[];
}

/** A group of the league, in a week. */
export interface WeekGroup {
  /** Its Monday, in days since 1970-01-01 in Asia/Seoul. */
  readonly week: number;
  readonly group: string;
}

export interface HabitStore {
  /** What the first screen needs of it, in one cheap read. */
  findToday(userId: number): Promise<HabitsToday>;
  /** Consistently, and the revisions no later than what they are of. */
  findAll(userId: number): Promise<KeptHabits>;
  /** Replaces revision `after` by the next one; false where somebody else did. */
  replaceMonth(userId: number, month: PracticeMonth, after: number): Promise<boolean>;
  replaceSummary(userId: number, summary: HabitSummary, after: number): Promise<boolean>;
  /** Tells the learner's profile of the first day of practice, by which retention is counted. */
  noteFirstDay(userId: number, day: number): Promise<void>;
  /** Puts a quest that was swapped in the place of the one that was read; false where somebody else did. */
  replaceQuest(userId: number, quest: Quest, read: Quest | undefined): Promise<boolean>;
}

export interface HabitsToday {
  readonly summary: HabitSummary | undefined;
  /** Of the last day on which it was swapped. */
  readonly quest: Quest | undefined;
}

/** The lectures that were submitted on one day (Asia/Seoul), read consistently; others may be among them. */
export type DayReader = (userId: number, day: number) => Promise<readonly Lecture[]>;

/** What the catalog says of topics. */
export interface HabitTopics {
  /** Of the catalog in force. */
  catalogVersion(): Promise<string>;
  /** Undefined of a topic that it has not, or has no longer. */
  find(topicId: number): Promise<NamedTopic | undefined>;
  /** Its topics, in order. */
  ofSubject(subjectId: number): Promise<readonly NamedTopic[]>;
  /** Ids of the learner's own topics that are there or are just being made. */
  ownTopicIds(userId: number): Promise<ReadonlySet<number>>;
}
