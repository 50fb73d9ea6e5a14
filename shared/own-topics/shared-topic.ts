import { sharedTopicLimits } from '../contracts/shared-topics.ts';
import { DomainError } from '../domain-error.ts';
import type { EpochMilliseconds, LectureKey } from '../lectures/lecture.ts';
import type { TopicContent } from './own-topic.ts';

/**
 * An own topic as it was when it was last shared: what was moderated is what others see, whatever its
 * learner makes of the topic since. It has no notes.
 */
export interface SharedTopic {
  readonly code: string;
  /** The topic it was made of. Told to nobody: by it operators and deletions find their way back. */
  readonly owner: LectureKey;
  readonly title: string;
  readonly content: TopicContent;
  readonly sharedAt: EpochMilliseconds;
  readonly validUntil: EpochMilliseconds;
}

export const codeMilliseconds = sharedTopicLimits.codeDays * 24 * 3_600_000;

/** Expired, revoked, taken down or never given: nobody is told which. */
export function sharedTopicNotFound(): DomainError {
  return new DomainError(
    'SHARED_TOPIC_NOT_FOUND',
    'No topic is shared by this code, or not any more.',
  );
}
