import type { Catalog, TopicCard } from './catalog.ts';
import type { Topic } from './topic.ts';

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

/** A topic as a learner sees it while preparing. */
export interface PreparedTopic extends ListedTopic {
  /** Undefined in a catalog that was loaded before topics had this field. */
  readonly majorId?: number | undefined;
  readonly subjectId?: number | undefined;
  readonly card: TopicCard;
}

/** Reads the catalog in force, and any version that a lecture was pinned to. */
export interface CatalogStore {
  /** The version of the catalog in force. */
  currentVersion(): Promise<string>;
  listMajors(): Promise<readonly ListedMajor[]>;
  /** Returns an empty list for a major that does not exist. */
  listSubjects(majorId: number): Promise<readonly ListedSubject[]>;
  /** Returns an empty list for a subject that does not exist. */
  listTopics(subjectId: number): Promise<readonly ListedTopic[]>;
  findPreparedTopic(topicId: number): Promise<PreparedTopic | undefined>;
  findTopic(topicId: number): Promise<Topic | undefined>;
  findTopicOfVersion(version: string, topicId: number): Promise<Topic | undefined>;
}

export interface CatalogLoader {
  /**
   * Writes every item of a version, then points to it. Loading the same version again changes nothing.
   */
  load(catalog: Catalog): Promise<'loaded' | 'already there'>;
}
