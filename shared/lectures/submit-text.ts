import { seoulDay } from '../calendar/seoul-day.ts';
import { newId } from '../identifiers/json-safe-id.ts';
import {
  awaitsWorker,
  type EnterLecturePorts,
  type EntryFacts,
  enterLecture,
  factsOf,
  holdSubmission,
  messageOf,
  type TopicPorts,
} from './enter-lecture.ts';
import { asSeenAt, type Lecture, type LectureKey, newLecture } from './lecture.ts';
import type { LectureDetails, LectureQueue, StoredTranscript } from './ports.ts';
import { type NamedPurpose, purposeName } from './purpose.ts';

/** What is needed to enter a text whose topic is known. */
export interface TextEntryPorts extends EnterLecturePorts {
  readonly details: Pick<LectureDetails, 'keepTranscript'>;
  readonly queue: LectureQueue;
  /** One-way digest of what makes two texts the same submission. */
  readonly fingerprint: (parts: readonly string[]) => string;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface SubmitTextPorts extends TextEntryPorts, TopicPorts {}

export interface TypedEntry {
  readonly userId: number;
  readonly text: string;
  /** The delivery, where the text is the transcript of a talk. */
  readonly heard?: Omit<StoredTranscript, 'text' | 'model'> | undefined;
  /** The client's key. Without one, the same text on the same topic and day is the same lecture. */
  readonly idempotencyKey?: string | undefined;
  readonly correlationId: string;
  /** Whether devices are notified when it ends. */
  readonly notify?: boolean | undefined;
}

export interface TextSubmission extends TypedEntry, NamedPurpose {
  readonly topicId: number;
}

/** Stands in place of a speech model's name. */
export const typedText = 'typed';

/**
 * Makes a lecture of a typed text. It takes the way of a recording without the speech step. The text is
 * stored as its transcript before the message is sent, so nothing of it can be lost.
 *
 * @throws DomainError TOPIC_NOT_FOUND, TOPIC_MISMATCH, and as of purposeOf
 */
export async function submitText(
  ports: SubmitTextPorts,
  submission: TextSubmission,
): Promise<Lecture> {
  return enterText(ports, submission, await factsOf(ports, submission));
}

/**
 * The same for a text whose topic is known.
 *
 * @throws DomainError TOPIC_MISMATCH, PURPOSE_MISMATCH, and as facts.takePlace
 */
export function enterText(
  ports: TextEntryPorts,
  submission: TypedEntry,
  facts: EntryFacts,
): Promise<Lecture> {
  const transcript = { ...submission.heard, text: submission.text, model: typedText };
  return enterWritten(ports, submission, facts, (key) =>
    ports.details.keepTranscript(key, transcript),
  );
}

/**
 * The same for what has no speech of its own. Nothing is kept of it but its row.
 *
 * @param keep what has to be there before the row
 * @throws DomainError as enterText
 */
export async function enterWritten(
  ports: TextEntryPorts,
  submission: TypedEntry,
  { takePlace, pin, ...facts }: EntryFacts,
  keep: (key: LectureKey) => Promise<unknown> = async () => undefined,
): Promise<Lecture> {
  const { userId, correlationId, notify } = submission;
  const { topicId } = facts.topic;
  const key = await holdSubmission(
    ports,
    { userId, topicId, purpose: purposeName(facts), etag: fingerprintOf(ports, submission) },
    { lectureId: newId(ports.clock(), ports.random()) },
  );
  await takePlace?.(key);
  await keep(key);
  const lecture = await enterLecture(
    ports,
    newLecture(
      key,
      {
        kind: 'text',
        ...facts,
        ...(await pin?.(key)),
        correlationId,
        stage: 'QUEUED',
        notify: notify || undefined,
      },
      ports.clock(),
    ),
  );
  if (awaitsWorker(lecture)) await ports.queue.send(messageOf(lecture));
  return asSeenAt(lecture, ports.clock());
}

function fingerprintOf(ports: TextEntryPorts, submission: TypedEntry): string {
  const day = String(seoulDay(ports.clock()));
  return ports.fingerprint(
    submission.idempotencyKey === undefined
      ? ['text', day, submission.text]
      : ['key', submission.idempotencyKey],
  );
}
