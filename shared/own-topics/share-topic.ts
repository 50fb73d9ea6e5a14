import { seoulDay } from '../calendar/seoul-day.ts';
import { sharedTopicLimits } from '../contracts/shared-topics.ts';
import { DomainError } from '../domain-error.ts';
import type { Clock } from '../lectures/ports.ts';
import type { DailyCounts } from '../quota/daily-counts.ts';
import { type ConsentStore, hasWithdrawn, mayShare } from '../users/consents.ts';
import { firstUnfitText, type Moderator, shownTexts } from './moderation.ts';
import { preparationKey, type TopicKey, type TopicShare } from './own-topic.ts';
import type { OwnTopicStore } from './ports.ts';
import { ownTopicNotFound, topicNotReady } from './read-own-topics.ts';
import { codeMilliseconds } from './shared-topic.ts';
import type { SharedTopicStore } from './sharing-ports.ts';

export interface ShareTopicPorts {
  readonly topics: Pick<OwnTopicStore, 'find'>;
  readonly consents: Pick<ConsentStore, 'list'>;
  readonly shared: Pick<SharedTopicStore, 'share'>;
  readonly counts: DailyCounts;
  readonly moderator: Moderator;
  readonly clock: Clock;
  /** Makes a code of 80 random bits, see {@link codeOfBytes}. */
  readonly newCode: () => string;
}

/**
 * Shares a topic as it is now, after a moderator has checked every text that others would see. A topic
 * that is shared again keeps its code; what others see, and how long, is renewed.
 *
 * @throws DomainError TOPIC_NOT_FOUND, TOPIC_NOT_READY, TAKEN_DOWN, NOT_BEFORE_14, CONSENT_WITHDRAWN,
 *   TOO_MANY_SHARES, TEXT_NOT_FOR_SHARING, MODERATION_UNAVAILABLE
 */
export async function shareTopic(ports: ShareTopicPorts, named: TopicKey): Promise<TopicShare> {
  const owner = preparationKey(named);
  const topic = await ports.topics.find(owner, 'consistent');
  if (!topic) throw ownTopicNotFound(named);
  const { preparation, content, takenDownAt } = topic;
  if (takenDownAt !== undefined) throw takenDown();
  if (preparation.status !== 'SUCCESS' || !content) throw topicNotReady();

  const history = await ports.consents.list(owner.userId);
  if (!mayShare(history))
    throw new DomainError('NOT_BEFORE_14', 'Learners under 14 cannot share topics.');
  // The moderator is a provider abroad, like any other.
  if (hasWithdrawn(history, 'PROCESSING_ABROAD')) {
    throw new DomainError(
      'CONSENT_WITHDRAWN',
      'The learner has withdrawn their consent to sending texts abroad.',
    );
  }

  const now = ports.clock();
  const day = seoulDay(now);
  const { shares } = sharedTopicLimits;
  if ((await ports.counts.countOf(owner.userId, 'shares', day)) >= shares) throw tooManyShares();
  const title = preparation.topic.topicName;
  const texts = shownTexts(title, content);
  const flagged = await firstUnfitText(
    ports.moderator,
    texts.map(({ text }) => text),
  );
  // It is counted only now: if no moderator could be reached, that is not the learner's doing.
  if (!(await ports.counts.count(owner.userId, 'shares', day, shares))) throw tooManyShares();
  if (flagged !== undefined) {
    throw new DomainError(
      'TEXT_NOT_FOR_SHARING',
      'Moderation found that this text is not fit for other learners.',
      texts[flagged]?.field,
    );
  }
  const share = await ports.shared.share({
    code: ports.newCode(),
    ...{ owner, title, content, sharedAt: now },
    validUntil: now + codeMilliseconds,
  });
  if (!share) throw ownTopicNotFound(named);
  return share;
}

function tooManyShares(): DomainError {
  const { shares } = sharedTopicLimits;
  return new DomainError(
    'TOO_MANY_SHARES',
    `A learner can share topics ${shares} times a day. Try again tomorrow.`,
  );
}

function takenDown(): DomainError {
  return new DomainError('TAKEN_DOWN', 'Operators have stopped this topic from being shared.');
}

export interface StopSharingPorts {
  readonly shared: Pick<SharedTopicStore, 'stop'>;
}

/** Stops sharing a topic. It may be repeated. Copies stay with those who made them. */
export async function stopSharing({ shared }: StopSharingPorts, named: TopicKey): Promise<void> {
  await shared.stop(preparationKey(named));
}
