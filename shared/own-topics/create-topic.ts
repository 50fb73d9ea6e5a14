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
    'keepRoom' | 'freeRooms' | 'keepNotes' | 'findNotes' | 'find'
  >;
  readonly repeats: RepeatGuard;
  readonly queue: LectureQueue;
  readonly clock: Clock;
  /** One-way digest of what makes two requests the same one. */
  readonly fingerprint: (parts: readonly string[]) => string;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface NewTopic {
  readonly userId: number;
  readonly title: string;
  readonly notes?: string | undefined;
  /** The client's own; without one, the same title and notes on the same day are the same topic. */
  readonly idempotencyKey?: string | undefined;
  readonly correlationId: string;
}

/** A room whose topic is not put by then never gets one: its request has ended. */
const roomMilliseconds = 60_000;

/**
 * Has a topic prepared of a title and what its learner is studying. Everything that the worker needs
 * is stored before the queue hears of it, and a repeat goes on wherever the first one stopped.
 *
 * @throws DomainError TOO_MANY_TOPICS
 */
export async function createTopic(
  ports: CreateTopicPorts,
  wanted: NewTopic,
): Promise<ReadOwnTopic> {
  const { userId, notes } = wanted;
  const key = await holdTopic(ports, userId, fingerprintOf(ports, wanted));
  const there = await ports.topics.find(key, 'consistent');
  const topic = there ?? (await putTopic(ports, key, wanted));
  if (awaitsWorker(topic.preparation)) {
    const { lectureId } = key;
    await ports.queue.send({ userId, lectureId, of: 'topic', isSubmitted: true });
  }
  return {
    topic: asTopicSeenAt(topic, ports.clock()),
    notes: there ? await ports.topics.findNotes(key) : notes,
  };
}

async function putTopic(
  ports: CreateTopicPorts,
  key: LectureKey,
  { title, notes, correlationId }: NewTopic,
): Promise<OwnTopic> {
  await makeRoom(ports, key);
  if (notes !== undefined) await ports.topics.keepNotes(key, notes);
  const preparation = newPreparation(key, { title, correlationId }, ports.clock());
  if (await ports.preparations.create(preparation)) return { preparation, version: firstVersion };
  const put = await ports.topics.find(key, 'consistent');
  if (put) return put;
  throw new DomainError('BUSY', 'The topic was being changed. Try again.');
}

/** The topic that this request is, whether or not its row is there yet. */
export async function holdTopic(
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
export async function makeRoom(
  ports: Pick<CreateTopicPorts, 'clock'> & {
    readonly topics: Pick<OwnTopicStore, 'keepRoom' | 'freeRooms'>;
  },
  key: LectureKey,
): Promise<void> {
  const { topics: most } = ownTopicLimits;
  if (await ports.topics.keepRoom(key, most)) return;
  // A request that broke off, or a deletion that did, may hold a room without a topic.
  await ports.topics.freeRooms(key.userId, ports.clock() - roomMilliseconds);
  if (await ports.topics.keepRoom(key, most)) return;
  throw new DomainError(
    'TOO_MANY_TOPICS',
    `There can be ${most} topics of one learner. Delete one first.`,
  );
}

function fingerprintOf(ports: CreateTopicPorts, wanted: NewTopic): string {
  const { title, notes = '', idempotencyKey } = wanted;
  return ports.fingerprint(
    idempotencyKey === undefined
      ? ['topic', String(seoulDay(ports.clock())), title, notes]
      : ['key', idempotencyKey],
  );
}
