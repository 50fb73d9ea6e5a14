import type { LectureStatus } from '../contracts/lecture.ts';
import { ownTopicsPlaceIn } from '../contracts/own-topic-limits.ts';
import type { ListedTopicBody, OwnTopicBody } from '../contracts/own-topics.ts';
import { shownCode, type TopicShareBody } from '../contracts/shared-topics.ts';
import type { OwnTopic, TopicShare } from './own-topic.ts';
import type { ReadOwnTopic } from './read-own-topics.ts';

const statusOf: Readonly<Record<LectureStatus, ListedTopicBody['status']>> = {
  IN_PROGRESS: 'PREPARING',
  SUCCESS: 'READY',
  // This status belongs to speech alone, so no topic has it.
  STT_EMPTY: 'FAILED',
  FAILURE: 'FAILED',
};

/**
 * An own topic as it stands in lists. The caller passes the topic as seen at the moment of the answer
 * (`asTopicSeenAt`).
 */
export function listedTopicBody(topic: OwnTopic, language: 'ko' | 'en'): ListedTopicBody {
  const { preparation, content, share, copiedFrom, takenDownAt } = topic;
  const { topicName: title } = preparation.topic;
  const status = statusOf[preparation.status];
  const ready = status === 'READY' ? content : undefined;
  const { nextAllowanceAt } = preparation;
  return {
    id: preparation.lectureId,
    ...ownTopicsPlaceIn(language),
    title,
    status,
    failureReason: preparation.failureReason ?? null,
    nextAllowanceAt: nextAllowanceAt === undefined ? null : new Date(nextAllowanceAt).toISOString(),
    keyPoints: ready ? [...ready.keyPoints] : null,
    misconceptions: ready ? [...ready.misconceptions] : null,
    card: ready ? { ...ready.card, words: [...ready.card.words] } : null,
    createdAt: new Date(preparation.createdAt).toISOString(),
    share: share ? topicShareBody(share) : null,
    copiedFrom: copiedFrom === undefined ? null : shownCode(copiedFrom),
    takenDown: takenDownAt !== undefined,
  };
}

export function topicShareBody({ code, validUntil }: TopicShare): TopicShareBody {
  return { code: shownCode(code), expiresAt: new Date(validUntil).toISOString() };
}

/** An own topic with its notes. */
export function ownTopicBody({ topic, notes }: ReadOwnTopic, language: 'ko' | 'en'): OwnTopicBody {
  return { ...listedTopicBody(topic, language), notes: notes ?? null };
}
