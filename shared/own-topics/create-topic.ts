import { seoulDay } from '../calendar/seoul-day.ts';
import { ownTopicLimits, ownTopicsPlace } from '../contracts/own-topic-limits.ts';
import { DomainError } from '../domain-error.ts';
import { newId } from '../identifiers/json-safe-id.ts';
import { awaitsWorker } from '../lectures/enter-lecture.ts';
import type { LectureKey } from '../lectures/lecture.ts';
import type { Clock, LectureQueue, LectureStore, RepeatGuard } from '../lectures/ports.ts';
import { mayBeAskedAnew } from '../lectures/same-bytes.ts';
import { asTopicSeenAt, firstVersion, newPreparation, type OwnTopic } from './own-topic.ts';
import type { OwnTopicStore } from './ports.ts';
import type { ReadOwnTopic } from './read-own-topics.ts';

export interface CreateTopicPorts {
  readonly preparations: Pick<LectureStore, 'create' | 'find'>;
  readonly topics: Pick<
    OwnTopicStore,
    'holdSlot' | 'freeUnusedSlots' | 'keepNotes' | 'findNotes' | 'find'
  >;
  readonly repeats: RepeatGuard;
  readonly queue: LectureQueue;
  readonly clock: Clock;
  /** A one-way digest of the parts by which two requests are the same. */
  readonly fingerprint: (parts: readonly string[]) => string;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface NewTopic {
  readonly userId: number;
  readonly title: string;
  readonly notes?: string | undefined;
  /** The client's own key. Without one, the same title and notes on the same day are the same topic. */
  readonly idempotencyKey?: string | undefined;
  readonly correlationId: string;
}

/** If a slot's topic is not stored within this time, it never will be: its request has ended. */
const slotMilliseconds = 60_000;

/**
 * Creates a topic from a title and notes, and queues its preparation. Everything that the worker needs
 * is stored before the queue hears of it, and a repeated request continues wherever the first one
 * stopped.
 *
 * @throws DomainError TOO_MANY_TOPICS
 */
export async function createTopic(
  ports: CreateTopicPorts,
  wanted: NewTopic,
): Promise<ReadOwnTopic> {
  const { userId, notes } = wanted;
  const key = await topicOfRequest(ports, userId, fingerprintOf(ports, wanted));
  const existing = await ports.topics.find(key, 'consistent');
  const topic = existing ?? (await storeTopic(ports, key, wanted));
  if (awaitsWorker(topic.preparation)) {
    const { lectureId } = key;
    await ports.queue.send({ userId, lectureId, of: 'topic', isSubmitted: true });
  }
  return {
    topic: asTopicSeenAt(topic, ports.clock()),
    notes: existing ? await ports.topics.findNotes(key) : notes,
  };
}

async function storeTopic(
  ports: CreateTopicPorts,
  key: LectureKey,
  { title, notes, correlationId }: NewTopic,
): Promise<OwnTopic> {
  await requireSlot(ports, key);
  if (notes !== undefined) await ports.topics.keepNotes(key, notes);
  const preparation = newPreparation(key, { title, correlationId }, ports.clock());
  if (await ports.preparations.create(preparation)) return { preparation, version: firstVersion };
  const stored = await ports.topics.find(key, 'consistent');
  if (stored) return stored;
  throw new DomainError('BUSY', 'The topic is being changed by another request. Try again.');
}

/** Finds or chooses the id of the topic that a request means, whether or not its row exists yet. */
export async function topicOfRequest(
  ports: Pick<CreateTopicPorts, 'preparations' | 'repeats' | 'clock' | 'random'>,
  userId: number,
  fingerprint: string,
): Promise<LectureKey> {
  const now = ports.clock();
  const asked = { userId, topicId: ownTopicsPlace.subjectId, etag: fingerprint };
  const fresh = { lectureId: newId(now, ports.random()) };
  const holder = { userId, ...(await ports.repeats.hold(asked, fresh, now)) };
  if (holder.lectureId === fresh.lectureId) return holder;
  const first = await ports.preparations.find(holder, 'consistent');
  if (!first || !mayBeAskedAnew(first, now)) return holder;
  return { userId, ...(await ports.repeats.hold(asked, fresh, now, holder.lectureId)) };
}

/** @throws DomainError TOO_MANY_TOPICS */
export async function requireSlot(
  ports: Pick<CreateTopicPorts, 'clock'> & {
    readonly topics: Pick<OwnTopicStore, 'holdSlot' | 'freeUnusedSlots'>;
  },
  key: LectureKey,
): Promise<void> {
  const { topics: most } = ownTopicLimits;
  if (await ports.topics.holdSlot(key, most)) return;
  // A request or a deletion that broke off may hold a slot without a topic.
  await ports.topics.freeUnusedSlots(key.userId, ports.clock() - slotMilliseconds);
  if (await ports.topics.holdSlot(key, most)) return;
  throw new DomainError('TOO_MANY_TOPICS', `A learner can have ${most} topics. Delete one first.`);
}

function fingerprintOf(ports: CreateTopicPorts, wanted: NewTopic): string {
  const { title, notes = '', idempotencyKey } = wanted;
  return ports.fingerprint(
    idempotencyKey === undefined
      ? ['topic', String(seoulDay(ports.clock())), title, notes]
      : ['key', idempotencyKey],
  );
}
