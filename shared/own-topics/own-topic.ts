import type { KeyPoint, Misconception, Topic } from '../catalog/topic.ts';
import { ownTopicsPlace } from '../contracts/own-topic-limits.ts';
import {
  asSeenAt,
  type EpochMilliseconds,
  type Lecture,
  type LectureKey,
  newLecture,
} from '../lectures/lecture.ts';

/** Prepares a learner in thirty seconds without giving an answer away. */
export interface Card {
  readonly openingQuestion: string;
  /** Three words. */
  readonly words: readonly string[];
  readonly thinkFirst: string;
}

/** The parts of a topic that a learner prepares with and that a talk is judged against. */
export interface TopicContent {
  readonly keyPoints: readonly KeyPoint[];
  readonly misconceptions: readonly Misconception[];
  readonly card: Card;
}

/**
 * A learner's own topic. Its preparation is stored as the row of a typed lecture, under the topic's id.
 * So claims, leases, deadline, sweep and redrive work the same for both.
 */
export interface OwnTopic {
  readonly preparation: Lecture;
  /** The content that the preparation made, as last edited. */
  readonly content?: TopicContent | undefined;
  /** A counter of the changes of title and content. */
  readonly version: number;
  /** How it was last shared. The code may have expired or been taken down since. */
  readonly share?: TopicShare | undefined;
  /** The code under which it was copied from another learner’s topic. */
  readonly copiedFrom?: string | undefined;
  /** When operators stopped its sharing, for good. */
  readonly takenDownAt?: EpochMilliseconds | undefined;
}

/** The code under which others find a topic, and how long it is valid. */
export interface TopicShare {
  readonly code: string;
  readonly validUntil: EpochMilliseconds;
}

export const firstVersion = 1;

/** Names a topic in a learner's request. */
export interface TopicKey {
  readonly userId: number;
  readonly topicId: number;
}

/** The key of the topic's row, which is its preparation's key. */
export const preparationKey = ({ userId, topicId }: TopicKey): LectureKey => ({
  userId,
  lectureId: topicId,
});

/** Makes the first row of a topic that is to be prepared. */
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

/** Makes a topic that is ready at once, because it is copied. */
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

/** The topic as a lecture on it is judged against it; undefined where it is not ready. */
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

/**
 * A topic as a reader sees it at a moment: a preparation past its deadline has failed, and a code past
 * its time is not shown.
 */
export function asTopicSeenAt(topic: OwnTopic, now: EpochMilliseconds): OwnTopic {
  const { preparation, share, takenDownAt } = topic;
  const isShared = share && share.validUntil > now && takenDownAt === undefined;
  return {
    ...topic,
    preparation: asSeenAt(preparation, now),
    share: isShared ? share : undefined,
  };
}
