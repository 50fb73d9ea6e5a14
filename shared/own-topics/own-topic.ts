import type { KeyPoint, Misconception, Topic } from '../catalog/topics.ts';
import { ownTopicsPlace } from '../contracts/own-topic-limits.ts';
import {
  asSeenAt,
  type EpochMilliseconds,
  type Lecture,
  type LectureKey,
  newLecture,
} from '../lectures/lecture.ts';

/** What prepares a learner in thirty seconds without giving an answer away. */
export interface Card {
  readonly openingQuestion: string;
  /** Three. */
  readonly words: readonly string[];
  readonly thinkFirst: string;
}

/** What a topic is taught and judged by. */
export interface TopicContent {
  readonly keyPoints: readonly KeyPoint[];
  readonly misconceptions: readonly Misconception[];
  readonly card: Card;
}

/**
 * A learner's own topic. Its preparation has the row of a typed lecture, under the topic's id: so
 * claims, leases, deadline, sweep and redrive are the same for both.
 */
export interface OwnTopic {
  readonly preparation: Lecture;
  /** What the preparation brought, as last edited. */
  readonly content?: TopicContent | undefined;
  /** Counts the changes of title and content. */
  readonly version: number;
  /** As it was last shared; the code may have expired since, or been taken down. */
  readonly share?: TopicShare | undefined;
  /** The code by which it was copied from somebody else’s. */
  readonly copiedFrom?: string | undefined;
  /** When operators took it out of sharing, for good. */
  readonly takenDownAt?: EpochMilliseconds | undefined;
}

/** By which others find a topic, and until when. */
export interface TopicShare {
  readonly code: string;
  readonly validUntil: EpochMilliseconds;
}

export const firstVersion = 1;

/** A topic as its learner names it in a request. */
export interface TopicKey {
  readonly userId: number;
  readonly topicId: number;
}

/** The key of the row, which is that of its preparation. */
export const preparationKey = ({ userId, topicId }: TopicKey): LectureKey => ({
  userId,
  lectureId: topicId,
});

/** A topic that is to be prepared, as it is first put. */
export function newPreparation(
  key: LectureKey,
  { title, correlationId }: { readonly title: string; readonly correlationId: string },
  now: number,
): Lecture {
  return newLecture(
    key,
    {
      kind: 'text',
      topic: { ...ownTopicsPlace, topicId: key.lectureId, topicName: title },
      catalogVersion: ownVersion(firstVersion),
      correlationId,
      stage: 'QUEUED',
    },
    now,
  );
}

const ownVersion = (version: number) => `own-${version}`;

/** A topic that nobody has to prepare. */
export function newCopy(
  key: LectureKey,
  copied: { readonly title: string; readonly content: TopicContent; readonly code: string },
  correlationId: string,
  now: number,
): OwnTopic {
  const { title, content, code } = copied;
  const preparation = newPreparation(key, { title, correlationId }, now);
  return {
    preparation: { ...preparation, status: 'SUCCESS', stage: 'DONE', endedAt: now },
    content,
    version: firstVersion,
    copiedFrom: code,
  };
}

/** What a lecture on it is judged against; undefined of one that is not ready. */
export function teachable({ preparation, content, version }: OwnTopic): Topic | undefined {
  if (preparation.status !== 'SUCCESS' || !content) return undefined;
  const { keyPoints, misconceptions } = content;
  return {
    path: preparation.topic,
    catalogVersion: ownVersion(version),
    description: '',
    keyPoints,
    misconceptions,
  };
}

/** What a reader is shown: a preparation past its deadline has ended, and so has an expired code. */
export function asTopicSeenAt(topic: OwnTopic, now: EpochMilliseconds): OwnTopic {
  const { preparation, share, takenDownAt } = topic;
  const isShared = share && share.validUntil > now && takenDownAt === undefined;
  return {
    ...topic,
    preparation: asSeenAt(preparation, now),
    share: isShared ? share : undefined,
  };
}
