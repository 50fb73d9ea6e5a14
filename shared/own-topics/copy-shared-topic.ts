import { DomainError } from '../domain-error.ts';
import type { LectureStore, RepeatGuard } from '../lectures/ports.ts';
import { type CreateTopicPorts, requireSlot, topicOfRequest } from './create-topic.ts';
import { type FindSharedTopicPorts, findSharedTopic } from './find-shared-topic.ts';
import { asTopicSeenAt, newCopy, type OwnTopic } from './own-topic.ts';
import type { OwnTopicStore } from './ports.ts';
import type { SharedTopicStore } from './sharing-ports.ts';

export interface CopySharedTopicPorts extends Omit<FindSharedTopicPorts, 'shared'> {
  readonly shared: Pick<SharedTopicStore, 'find' | 'noteCopy'>;
  readonly preparations: Pick<LectureStore, 'create' | 'find'>;
  readonly topics: Pick<OwnTopicStore, 'holdSlot' | 'freeUnusedSlots' | 'find' | 'create'>;
  readonly repeats: RepeatGuard;
  readonly fingerprint: CreateTopicPorts['fingerprint'];
  readonly random: CreateTopicPorts['random'];
}

export interface WantedCopy {
  readonly userId: number;
  readonly code: string;
  readonly correlationId: string;
}

/**
 * Makes a shared topic one of the caller's own. A repeated request within a day returns the same copy,
 * unless the topic was shared anew meanwhile.
 *
 * @throws DomainError SHARED_TOPIC_NOT_FOUND, TOO_MANY_CODES, TOO_MANY_TOPICS
 */
export async function copySharedTopic(
  ports: CopySharedTopicPorts,
  { userId, code, correlationId }: WantedCopy,
): Promise<OwnTopic> {
  const { title, content, sharedAt } = await findSharedTopic(ports, userId, code);
  const asked = ports.fingerprint(['copy', code, String(sharedAt)]);
  const key = await topicOfRequest(ports, userId, asked);
  const existing = await ports.topics.find(key, 'consistent');
  if (existing) return asTopicSeenAt(existing, ports.clock());

  await requireSlot(ports, key);
  // The note comes first, so that operators can find every copy.
  if (!(await ports.shared.noteCopy(key, code, ports.clock()))) throw beingChanged();
  const copy = newCopy(key, { title, content, code }, correlationId, ports.clock());
  if (await ports.topics.create(copy)) return copy;
  const stored = await ports.topics.find(key, 'consistent');
  if (stored) return asTopicSeenAt(stored, ports.clock());
  throw beingChanged();
}

function beingChanged(): DomainError {
  return new DomainError('BUSY', 'The topic is being changed by another request. Try again.');
}
