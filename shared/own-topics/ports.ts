import type { Topic } from '../catalog/topics.ts';
import type { Lecture, LectureKey } from '../lectures/lecture.ts';
import type { OwnTopic, TopicContent } from './own-topic.ts';

/** Own topics beside what their preparation's rows are as lectures. */
export interface OwnTopicStore {
  find(key: LectureKey, consistency: 'consistent' | 'eventual'): Promise<OwnTopic | undefined>;
  /** Newest first. `before` is a topic's id. */
  list(userId: number, page: { limit: number; before?: number | undefined }): Promise<OwnTopic[]>;
  /** Ids of topics that room is kept for: of all there are, and of those just being made. */
  keptRooms(userId: number): Promise<ReadonlySet<number>>;
  /** Keeps room for one more; keeping it again is free. False where that many are there already. */
  keepRoom(key: LectureKey, most: number): Promise<boolean>;
  /** Of rooms kept before that moment whose topic was never put or is gone. */
  freeRooms(userId: number, before: number): Promise<void>;
  /** Puts a whole topic that is not there yet; false when it is. */
  create(topic: OwnTopic): Promise<boolean>;
  /** Stores the first notes for good. */
  keepNotes(key: LectureKey, notes: string): Promise<void>;
  findNotes(key: LectureKey): Promise<string | undefined>;
  /** Only while the claim is the current one: a deleted topic gets none. */
  keepContent(claimed: Lecture, content: TopicContent): Promise<boolean>;
  /** Only a ready topic that is as it was read. */
  edit(read: OwnTopic, edited: { title: string; content: TopicContent }): Promise<boolean>;
  /**
   * What others can see of it, the notes, the topic and its room, in this order; again as often as it
   * is asked.
   */
  delete(key: LectureKey): Promise<void>;
}

/** What lectures on own topics are judged against: as it was when they were submitted. */
export interface TaughtTopics {
  /** Stores the first one of a lecture and topic for good, and answers the one that is stored. */
  keep(key: LectureKey, topic: Topic): Promise<Topic>;
  find(lecture: Lecture): Promise<Topic | undefined>;
}
