import type { Topic } from '../catalog/topic.ts';
import { isOwnTopicId } from '../contracts/own-topic-limits.ts';
import { DomainError } from '../domain-error.ts';
import type { PinTopic } from '../lectures/enter-lecture.ts';
import { isOwnTopic } from '../lectures/lecture.ts';
import type { Clock } from '../lectures/ports.ts';
import {
  asTopicSeenAt,
  type OwnTopic,
  preparationKey,
  type TopicKey,
  teachable,
} from './own-topic.ts';
import type { OwnTopicStore, TaughtTopics } from './ports.ts';

export interface ReadOwnTopicPorts {
  readonly topics: Pick<OwnTopicStore, 'find' | 'findNotes'>;
  readonly clock: Clock;
}

export interface ReadOwnTopic {
  readonly topic: OwnTopic;
  readonly notes: string | undefined;
}

/**
 * Reads one whole topic for its owner.
 *
 * @throws DomainError TOPIC_NOT_FOUND
 */
export async function readOwnTopic(
  { topics, clock }: ReadOwnTopicPorts,
  named: TopicKey,
): Promise<ReadOwnTopic> {
  const key = preparationKey(named);
  // The cheap read may miss a row stored a moment ago; only then is the expensive one made.
  const topic = (await topics.find(key, 'eventual')) ?? (await topics.find(key, 'consistent'));
  if (!topic) throw ownTopicNotFound(named);
  return { topic: asTopicSeenAt(topic, clock()), notes: await topics.findNotes(key) };
}

export interface ListOwnTopicsPorts {
  readonly topics: Pick<OwnTopicStore, 'list'>;
  readonly clock: Clock;
}

/**
 * Lists a learner's topics, newest first. `next` is the id to continue before, where there may be more.
 */
export async function listOwnTopics(
  { topics, clock }: ListOwnTopicsPorts,
  userId: number,
  page: { limit: number; before?: number | undefined },
): Promise<{ topics: OwnTopic[]; next: number | undefined }> {
  const rows = await topics.list(userId, page);
  const now = clock();
  return {
    topics: rows.map((row) => asTopicSeenAt(row, now)),
    next: rows.length === page.limit ? rows.at(-1)?.preparation.lectureId : undefined,
  };
}

/**
 * Finds the topic for a new lecture: one of the catalog, or one of the caller's own.
 *
 * @throws DomainError TOPIC_NOT_READY
 */
export function topicFinder(
  findOfCatalog: (topicId: number) => Promise<Topic | undefined>,
  topics: Pick<OwnTopicStore, 'find'>,
): (topicId: number, userId: number) => Promise<Topic | undefined> {
  return async (topicId, userId) => {
    if (!isOwnTopicId(topicId)) return findOfCatalog(topicId);
    const own = await topics.find(preparationKey({ userId, topicId }), 'consistent');
    const topic = own && teachable(own);
    if (own && !topic) throw topicNotReady('topicId');
    return topic;
  };
}

/** Stores a copy of an own topic with a lecture on it; see {@link TaughtTopics}. */
export function topicPinner(taught: Pick<TaughtTopics, 'keep'>): PinTopic {
  return async (key, topic) => (isOwnTopic(topic.path) ? taught.keep(key, topic) : topic);
}

export function ownTopicNotFound({ topicId }: TopicKey): DomainError {
  return new DomainError('TOPIC_NOT_FOUND', `There is no topic ${topicId}.`);
}

export function topicNotReady(field?: string): DomainError {
  return new DomainError(
    'TOPIC_NOT_READY',
    'The topic is still being prepared, or its preparation has failed.',
    field,
  );
}
