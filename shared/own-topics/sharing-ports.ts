import type { ReportReason } from '../contracts/shared-topics.ts';
import type { EpochMilliseconds, LectureKey } from '../lectures/lecture.ts';
import type { TopicShare } from './own-topic.ts';
import type { SharedTopic } from './shared-topic.ts';

/** A report as it lies among all of them, without who made it. */
export interface TopicReport {
  readonly id: number;
  readonly code: string;
  readonly reason: ReportReason;
  readonly createdAt: EpochMilliseconds;
}

/**
 * Shared topics, and what others have to do with them. All of it lies outside the partition of the
 * learner whose it is, so each row is first noted inside: by the notes a deletion finds the rows.
 */
export interface SharedTopicStore {
  find(code: string): Promise<SharedTopic | undefined>;
  /**
   * Shares a topic under the code that it has, or else under this one, and notes that on the topic.
   *
   * @returns undefined where the topic, its owner or the right to share it are gone meanwhile
   */
  share(topic: SharedTopic): Promise<TopicShare | undefined>;
  /** The code leads nowhere from now on; again as often as it is asked. */
  stop(owner: LectureKey): Promise<void>;
  /** Notes that the topic of this key will be a copy. False where its learner is being deleted. */
  noteCopy(copy: LectureKey, code: string, now: EpochMilliseconds): Promise<boolean>;
}

export interface TopicReports {
  /**
   * Keeps a learner’s first report of a code; a repeat completes what may have broken off.
   *
   * @returns whether it is the first one
   */
  keep(userId: number, report: TopicReport): Promise<boolean>;
  /** Of one learner, newest first. */
  listOf(userId: number): Promise<readonly TopicReport[]>;
}

/** For operators: what was reported, and what has become of a shared topic. */
export interface SharingOverview {
  /** Newest first. */
  listReports(most: number): Promise<readonly TopicReport[]>;
  listCopies(code: string): Promise<readonly LectureKey[]>;
  /** From then on it cannot be shared. False where it is gone. */
  markTakenDown(topic: LectureKey, now: EpochMilliseconds): Promise<boolean>;
}
