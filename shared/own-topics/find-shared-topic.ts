import { seoulDay } from '../calendar/seoul-day.ts';
import { type SharedTopicBody, sharedTopicLimits } from '../contracts/shared-topics.ts';
import { DomainError } from '../domain-error.ts';
import type { Clock } from '../lectures/ports.ts';
import type { DailyCounts } from '../quota/daily-counts.ts';
import { topicShareBody } from './own-topic-body.ts';
import { type SharedTopic, sharedTopicNotFound } from './shared-topic.ts';
import type { SharedTopicStore } from './sharing-ports.ts';

export interface FindSharedTopicPorts {
  readonly shared: Pick<SharedTopicStore, 'find'>;
  readonly counts: DailyCounts;
  readonly clock: Clock;
}

/**
 * The topic behind a code, for somebody who was given the code. Who has tried too many wrong ones
 * is not told of right ones either, until the next day.
 *
 * @throws DomainError SHARED_TOPIC_NOT_FOUND, TOO_MANY_CODES
 */
export async function findSharedTopic(
  { shared, counts, clock }: FindSharedTopicPorts,
  userId: number,
  code: string,
): Promise<SharedTopic> {
  const now = clock();
  const day = seoulDay(now);
  const { wrongCodes } = sharedTopicLimits;
  if ((await counts.countOf(userId, 'wrongCodes', day)) >= wrongCodes) throw tooManyCodes();
  const found = await shared.find(code);
  if (found && found.validUntil > now) return found;
  if (await counts.count(userId, 'wrongCodes', day, wrongCodes)) throw sharedTopicNotFound();
  throw tooManyCodes();
}

function tooManyCodes(): DomainError {
  return new DomainError('TOO_MANY_CODES', 'Too many codes led nowhere today. Try again tomorrow.');
}

export function sharedTopicBody({ title, content, ...share }: SharedTopic): SharedTopicBody {
  return {
    ...topicShareBody(share),
    title,
    keyPoints: [...content.keyPoints],
    misconceptions: [...content.misconceptions],
    card: { ...content.card, words: [...content.card.words] },
  };
}
