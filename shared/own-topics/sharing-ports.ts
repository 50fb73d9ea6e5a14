import type { ReportReason } from '../contracts/shared-topics.ts';
import type { EpochMilliseconds, LectureKey } from '../lectures/lecture.ts';
import type { TopicShare } from './own-topic.ts';
import type { SharedTopic } from './shared-topic.ts';

/** A report as operators see it, without the name of who made it. */
export interface TopicReport {
  readonly id: number;
  readonly code: string;
  readonly reason: ReportReason;
  readonly createdAt: EpochMilliseconds;
}

/**
 * Stores shared topics, their copies and their reports. All of it lies outside the partition of the
 * learner it belongs to, so each row is first noted inside: a deletion finds the rows by these notes.
 */
export interface SharedTopicStore {
  find(code: string): Promise<SharedTopic | undefined>;
  /**
   * Shares a topic under the code that it already has, or else under the given one, and notes that on
   * the topic.
   *
   * @returns undefined where the topic, its owner or the right to share it is gone meanwhile
   */
  share(topic: SharedTopic): Promise<TopicShare | undefined>;
  /** From now on the topic's code leads nowhere. It may be repeated. */
  stop(owner: LectureKey): Promise<void>;
  /**
   * Notes that the topic with this key will be a copy. It returns false where its learner is being
   * deleted.
   */
  noteCopy(copy: LectureKey, code: string, now: EpochMilliseconds): Promise<boolean>;
}

export interface TopicReports {
  /**
   * Keeps a learner’s first report of a code. A repeat completes a first one that broke off.
   *
   * @returns whether it is the first one
   */
  keep(userId: number, report: TopicReport): Promise<boolean>;
  /** Lists one learner's reports, newest first. */
  listOf(userId: number): Promise<readonly TopicReport[]>;
}

/** Tells operators what was reported, and what has become of a shared topic. */
export interface SharingOverview {
  /** Lists reports, newest first. */
  listReports(most: number): Promise<readonly TopicReport[]>;
  listCopies(code: string): Promise<readonly LectureKey[]>;
  /** Marks a topic so that it cannot be shared again. It returns false where the topic is gone. */
  markTakenDown(topic: LectureKey, now: EpochMilliseconds): Promise<boolean>;
}
