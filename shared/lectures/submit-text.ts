import { seoulDay } from '../calendar/seoul-day.ts';
import type { Topic } from '../catalog/topics.ts';
import { newId } from '../identifiers/json-safe-id.ts';
import {
  awaitsWorker,
  type EnterLecturePorts,
  enterLecture,
  holdSubmission,
  type PinTopic,
  topicNotFound,
} from './enter-lecture.ts';
import { asSeenAt, type Lecture, newLecture } from './lecture.ts';
import type { LectureDetails, LectureQueue } from './ports.ts';
import { type NamedPurpose, purposeName, purposeOf } from './purpose.ts';

export interface SubmitTextPorts extends EnterLecturePorts {
  readonly details: Pick<LectureDetails, 'keepTranscript'>;
  readonly queue: LectureQueue;
  /** Of the catalog, or one of that user's own. */
  readonly findTopic: (topicId: number, userId: number) => Promise<Topic | undefined>;
  readonly pinTopic: PinTopic;
  /** One-way digest of what makes two texts the same submission. */
  readonly fingerprint: (parts: readonly string[]) => string;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface TextSubmission extends NamedPurpose {
  readonly userId: number;
  readonly topicId: number;
  readonly text: string;
  /** The client's own; without one, the same text on the same topic and day is the same lecture. */
  readonly idempotencyKey?: string | undefined;
  readonly correlationId: string;
}

/** Stands where a speech model's name would. */
export const typedText = 'typed';

/**
 * Makes a lecture of a typed text. It takes the way of a recording without the speech step: the
 * text is stored as its transcript before the queue hears of it, so nothing of it can be lost.
 *
 * @throws DomainError TOPIC_NOT_FOUND, TOPIC_MISMATCH, and as of purposeOf
 */
export async function submitText(
  ports: SubmitTextPorts,
  submission: TextSubmission,
): Promise<Lecture> {
  const { userId, topicId, text, correlationId } = submission;
  const found = await ports.findTopic(topicId, userId);
  if (!found) throw topicNotFound(topicId);
  const purpose = await purposeOf(ports.lectures, userId, found, submission);

  const key = await holdSubmission(
    ports,
    { userId, topicId, purpose: purposeName(purpose), etag: fingerprintOf(ports, submission) },
    { lectureId: newId(ports.clock(), ports.random()) },
  );
  await ports.details.keepTranscript(key, { text, model: typedText });
  const topic = await ports.pinTopic(key, found);
  const lecture = await enterLecture(
    ports,
    newLecture(
      key,
      {
        kind: 'text',
        topic: topic.path,
        catalogVersion: topic.catalogVersion,
        ...purpose,
        correlationId,
        stage: 'QUEUED',
      },
      ports.clock(),
    ),
  );
  if (awaitsWorker(lecture)) await ports.queue.send({ ...key, isSubmitted: true });
  return asSeenAt(lecture, ports.clock());
}

function fingerprintOf(ports: SubmitTextPorts, submission: TextSubmission): string {
  const day = String(seoulDay(ports.clock()));
  return ports.fingerprint(
    submission.idempotencyKey === undefined
      ? ['text', day, submission.text]
      : ['key', submission.idempotencyKey],
  );
}
