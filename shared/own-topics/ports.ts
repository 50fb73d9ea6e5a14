import type { Topic } from '../catalog/topic.ts';
import type { Lecture, LectureKey } from '../lectures/lecture.ts';
import type { OwnTopic, TopicContent } from './own-topic.ts';

/** Stores own topics: everything that their preparations' rows do not have as lectures. */
export interface OwnTopicStore {
  find(key: LectureKey, consistency: 'consistent' | 'eventual'): Promise<OwnTopic | undefined>;
  /** Lists topics, newest first. `before` is a topic's id. */
  list(userId: number, page: { limit: number; before?: number | undefined }): Promise<OwnTopic[]>;
  /** The ids of all topics that hold a slot: those that exist, and those that are being made. */
  heldSlots(userId: number): Promise<ReadonlySet<number>>;
  /**
   * Takes a slot for one more topic. Taking it again costs nothing. It returns false where all slots
   * are taken.
   */
  holdSlot(key: LectureKey, most: number): Promise<boolean>;
  /** Frees slots taken before that moment whose topic was never stored or is gone. */
  freeUnusedSlots(userId: number, before: number): Promise<void>;
  /** Stores a whole new topic. It returns false where it exists already. */
  create(topic: OwnTopic): Promise<boolean>;
  /** Stores notes. The first ones stand. */
  keepNotes(key: LectureKey, notes: string): Promise<void>;
  findNotes(key: LectureKey): Promise<string | undefined>;
  /** Stores the content only while the claim is the current one, so a deleted topic gets none. */
  keepContent(claimed: Lecture, content: TopicContent): Promise<boolean>;
  /** Changes a topic only if it is ready and still as it was read. */
  edit(read: OwnTopic, edited: { title: string; content: TopicContent }): Promise<boolean>;
  /**
   * Deletes what others can see of the topic, then its notes, the topic and its slot. It may be
   * repeated.
   */
  delete(key: LectureKey): Promise<void>;
}

/**
 * Stores the copies of own topics that lectures are judged against: each as it was when the lecture was
 * submitted.
 */
export interface TaughtTopics {
  /** Stores the first copy for a lecture for good, and returns the one that is stored. */
  keep(key: LectureKey, topic: Topic): Promise<Topic>;
  find(lecture: Lecture): Promise<Topic | undefined>;
}
