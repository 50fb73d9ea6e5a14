import type { Catalog } from './catalog.ts';
import type { TopicCard } from './topic-card.ts';
import type { Topic } from './topics.ts';

export interface ListedMajor {
  readonly id: number;
  readonly majorName: string;
  readonly description: string;
  readonly english?: { readonly majorName: string; readonly description: string } | undefined;
}

export interface ListedSubject {
  readonly id: number;
  readonly subjectName: string;
  readonly description: string;
  readonly english?: { readonly subjectName: string; readonly description: string } | undefined;
}

export interface ListedTopic {
  readonly id: number;
  readonly topicName: string;
  readonly description: string;
  readonly english?: { readonly topicName: string; readonly description: string } | undefined;
}

/** A topic as its learner prepares for it. */
export interface PreparedTopic extends ListedTopic {
  /** Undefined in a catalog that was loaded before topics knew their place. */
  readonly majorId?: number | undefined;
  readonly subjectId?: number | undefined;
  readonly card: TopicCard;
}

/** The catalog in force, and any version a lecture was pinned to. */
export interface CatalogStore {
  /** Which catalog is in force. */
  currentVersion(): Promise<string>;
  listMajors(): Promise<readonly ListedMajor[]>;
  /** Empty for a major there is none of. */
  listSubjects(majorId: number): Promise<readonly ListedSubject[]>;
  /** Empty for a subject there is none of. */
  listTopics(subjectId: number): Promise<readonly ListedTopic[]>;
  findPreparedTopic(topicId: number): Promise<PreparedTopic | undefined>;
  findTopic(topicId: number): Promise<Topic | undefined>;
  findTopicOfVersion(version: string, topicId: number): Promise<Topic | undefined>;
}

export interface CatalogLoader {
  /** Writes every item of a version, then points to it. Loading the same again changes nothing. */
  load(catalog: Catalog): Promise<'loaded' | 'already there'>;
}
