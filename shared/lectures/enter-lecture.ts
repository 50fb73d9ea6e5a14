import type { Topic } from '../catalog/topic.ts';
import { DomainError } from '../domain-error.ts';
import type { EpochMilliseconds, Lecture, LectureKey, Recording, UploadKey } from './lecture.ts';
import type { HeldKey, LectureMessage, LectureStore, RepeatGuard, Submitted } from './ports.ts';
import { type NamedPurpose, purposeName, purposeOf } from './purpose.ts';
import { type GiveWayPorts, givesWay } from './same-bytes.ts';

export interface EnterLecturePorts extends GiveWayPorts {
  readonly lectures: Pick<LectureStore, 'create' | 'find'>;
  readonly repeats: RepeatGuard;
}

/** The facts of a new lecture, however it is submitted. */
export interface EntryFacts
  extends Pick<Lecture, 'topic' | 'catalogVersion' | 'focus' | 'parentId' | 'firstId' | 'later'> {
  /** The topic, if this lecture has to keep it as it is now. */
  readonly pin?: (key: LectureKey) => Promise<Pick<Lecture, 'topic' | 'catalogVersion'>>;
  /** Is called before the row is put. @throws DomainError where the lecture is not allowed */
  readonly takePlace?: (key: UploadKey) => Promise<void>;
}

/**
 * Pins what a lecture is judged against, for good. Every version of the catalog stays. Of a topic that may
 * change or go, the lecture gets its own copy before its row; the first copy counts.
 */
export type PinTopic = (key: LectureKey, topic: Topic) => Promise<Topic>;

export interface TopicPorts {
  /** Finds a topic of the catalog, or one of that user's own. */
  readonly findTopic: (topicId: number, userId: number) => Promise<Topic | undefined>;
  readonly pinTopic: PinTopic;
}

/**
 * The lecture that this submission is. If the repeat guard names a lecture without a row (its POST is between
 * two steps, or died there), that one counts all the same, and both submissions put its row.
 *
 * @param mayGetItsRow false for a key that was issued too long ago
 */
export async function holdSubmission(
  ports: EnterLecturePorts,
  submitted: Submitted,
  key: HeldKey,
  mayGetItsRow: (holder: UploadKey, now: EpochMilliseconds) => boolean = () => true,
): Promise<UploadKey> {
  const { userId } = submitted;
  const now = ports.clock();
  const holder = { userId, ...(await ports.repeats.hold(submitted, key, now)) };
  if (holder.lectureId === key.lectureId) return holder;
  const first = await ports.lectures.find(holder, 'consistent');
  const isHeld = first ? !(await givesWay(ports, first, submitted)) : mayGetItsRow(holder, now);
  if (isHeld) return holder;
  return { userId, ...(await ports.repeats.hold(submitted, key, now, holder.lectureId)) };
}

/**
 * Puts the row, or answers the one that is there.
 *
 * @throws DomainError TOPIC_MISMATCH, PURPOSE_MISMATCH where the one there is for something else
 */
export async function enterLecture(ports: EnterLecturePorts, fresh: Lecture): Promise<Lecture> {
  const lecture = (await ports.lectures.create(fresh))
    ? fresh
    : await ports.lectures.find(fresh, 'consistent');
  if (!lecture) throw new DomainError('BUSY', 'The lecture was being changed. Try again.');
  if (lecture.topic.topicId !== fresh.topic.topicId) {
    throw new DomainError(
      'TOPIC_MISMATCH',
      `This recording was submitted for topic ${lecture.topic.topicId}.`,
      'topicId',
    );
  }
  if (purposeName(lecture) === purposeName(fresh)) return lecture;
  throw new DomainError(
    'PURPOSE_MISMATCH',
    'This recording was submitted for something else: other key points, or another lecture.',
    fieldOf(lecture, fresh),
  );
}

function fieldOf(one: Lecture, other: Lecture): string {
  if (one.later || other.later) return 'audioUrl';
  return one.parentId === other.parentId ? 'keyPoints' : 'parent';
}

/**
 * Whether nobody has begun with the lecture. A repeated submission then sends it to the queue again, also if
 * it has ended without an upload that is there by now.
 */
export function awaitsWorker(lecture: Lecture): boolean {
  return (
    lecture.attempt === 0 && (lecture.status === 'IN_PROGRESS' || lecture.awaitsUpload === true)
  );
}

/** The message that has a lecture worked on. */
export function messageOf(lecture: Lecture, recording?: Recording): LectureMessage {
  const { userId, lectureId, uploadProof, kind, deadlineAt, saidSeconds, later } = lecture;
  // A later judgement keeps no pace, which the claim has to know.
  const isAsPut = lecture.status === 'IN_PROGRESS' && lecture.attempt === 0 && !later;
  return {
    ...{ userId, lectureId, uploadProof, recording, isSubmitted: true },
    unclaimed: isAsPut ? { kind, deadlineAt, saidSeconds } : undefined,
  };
}

/**
 * The facts of a lecture on a topic as it is now, and for what its learner names.
 *
 * @throws DomainError TOPIC_NOT_FOUND, and as of purposeOf
 */
export async function factsOf(
  { findTopic, pinTopic, lectures }: TopicPorts & Pick<EnterLecturePorts, 'lectures'>,
  { userId, topicId, ...named }: NamedPurpose & { userId: number; topicId: number },
): Promise<EntryFacts> {
  const found = await findTopic(topicId, userId);
  if (!found) {
    throw new DomainError('TOPIC_NOT_FOUND', `There is no topic ${topicId}.`, 'topicId');
  }
  return {
    ...(await purposeOf(lectures, userId, found, named)),
    topic: found.path,
    catalogVersion: found.catalogVersion,
    pin: async (key) => {
      const { path, catalogVersion } = await pinTopic(key, found);
      return { topic: path, catalogVersion };
    },
  };
}
