import { seoulDay } from '../calendar/seoul-day.ts';
import { type SharedTopicBody, sharedTopicLimits } from '../contracts/shared-topics.ts';
import { DomainError } from '../domain-error.ts';
import type { Clock } from '../lectures/ports.ts';
import type { DailyCounts } from '../quota/daily-counts.ts';
import { topicShareBody } from './own-topic-body.ts';
import { type SharedTopic, sharedTopicNotFound } from './shared-topic.ts';
import type { SharedTopicStore } from './sharing-ports.ts';

export interface FindByCodePorts {
  readonly counts: DailyCounts;
  readonly clock: Clock;
}

export interface FindSharedTopicPorts extends FindByCodePorts {
  readonly shared: Pick<SharedTopicStore, 'find'>;
}

/**
 * Finds the topic behind a code, for somebody who was given the code.
 *
 * @throws DomainError SHARED_TOPIC_NOT_FOUND, TOO_MANY_CODES
 */
export const findSharedTopic = (
  ports: FindSharedTopicPorts,
  userId: number,
  code: string,
): Promise<SharedTopic> =>
  findByCode(ports, userId, async () => {
    const found = await ports.shared.find(code);
    return found && found.validUntil > ports.clock() ? found : undefined;
  });

/**
 * Finds whatever a code leads to. A learner who has tried too many wrong codes gets no answer for right
 * ones either, until the next day.
 *
 * @throws DomainError SHARED_TOPIC_NOT_FOUND, TOO_MANY_CODES
 */
export async function findByCode<Found>(
  { counts, clock }: FindByCodePorts,
  userId: number,
  find: () => Promise<Found | undefined>,
): Promise<Found> {
  const day = seoulDay(clock());
  const { wrongCodes } = sharedTopicLimits;
  if ((await counts.countOf(userId, 'wrongCodes', day)) >= wrongCodes) throw tooManyCodes();
  const found = await find();
  if (found) return found;
  if (await counts.count(userId, 'wrongCodes', day, wrongCodes)) throw sharedTopicNotFound();
  throw tooManyCodes();
}

function tooManyCodes(): DomainError {
  return new DomainError(
    'TOO_MANY_CODES',
    'You have tried too many wrong codes today. Try again tomorrow.',
  );
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
