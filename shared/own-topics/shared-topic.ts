import { sharedTopicLimits } from '../contracts/shared-topics.ts';
import { DomainError } from '../domain-error.ts';
import type { EpochMilliseconds, LectureKey } from '../lectures/lecture.ts';
import type { TopicContent } from './own-topic.ts';

/**
 * An own topic as it was when it was last shared. Others see only what was moderated, whatever its
 * learner makes of the topic afterwards. It has no notes.
 */
export interface SharedTopic {
  readonly code: string;
  /**
   * The topic it was made from. Nobody is told it; operators and deletions need it to find their way
   * back.
   */
  readonly owner: LectureKey;
  readonly title: string;
  readonly content: TopicContent;
  readonly sharedAt: EpochMilliseconds;
  readonly validUntil: EpochMilliseconds;
}

export const codeMilliseconds = sharedTopicLimits.codeDays * 24 * 3_600_000;

/** A code may have expired, been revoked or taken down, or never have existed: nobody is told which. */
export function sharedTopicNotFound(): DomainError {
  return new DomainError(
    'SHARED_TOPIC_NOT_FOUND',
    'No topic is shared under this code, or no longer.',
  );
}
