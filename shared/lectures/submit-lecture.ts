import type { Topic } from '../catalog/topics.ts';
import { DomainError } from '../domain-error.ts';
import { idMilliseconds } from '../identifiers/json-safe-id.ts';
import { asSeenAt, type Lecture, type LectureKey, newLecture } from './lecture.ts';
import type {
  Clock,
  LectureQueue,
  LectureStore,
  RecordingStore,
  RepeatGuard,
  UploadUrlReader,
} from './ports.ts';

export interface SubmitLecturePorts {
  readonly lectures: LectureStore;
  readonly repeats: RepeatGuard;
  readonly recordings: RecordingStore;
  readonly queue: LectureQueue;
  readonly findTopic: (topicId: number) => Promise<Topic | undefined>;
  readonly readUploadUrl: UploadUrlReader;
  readonly clock: Clock;
}

export interface Submission {
  readonly userId: number;
  readonly topicId: number;
  readonly audioUrl: string;
  readonly correlationId: string;
}

const clockSkewMilliseconds = 5_000;

/**
 * Makes a lecture of an uploaded (or still coming) recording, or answers the one that these bytes
 * already are. Any number of repeats, in any order with the upload and its event, make one lecture.
 *
 * @throws DomainError AUDIO_URL_NOT_YOURS, TOPIC_NOT_FOUND, TOPIC_MISMATCH
 */
export async function submitLecture(
  ports: SubmitLecturePorts,
  submission: Submission,
): Promise<Lecture> {
  const { userId, topicId, correlationId } = submission;
  const uploaded = await ownUpload(ports, submission);
  const topic = await ports.findTopic(topicId);
  if (!topic) throw new DomainError('TOPIC_NOT_FOUND', `There is no topic ${topicId}.`, 'topicId');

  // 1. Where the bytes are there already, find out which lecture they are.
  const seenBefore = await ports.recordings.inspect(uploaded);
  const key = seenBefore
    ? { userId, lectureId: await holdBytes(ports, uploaded, topicId, seenBefore.etag) }
    : uploaded;

  // 2. "Submitted" is the row. It goes first, the look at the object after it: whichever of POST
  //    and upload event comes second then sees both facts.
  const fresh = newLecture(
    key,
    {
      topic: topic.path,
      catalogVersion: topic.catalogVersion,
      correlationId,
      uploaded: seenBefore !== undefined,
    },
    ports.clock(),
  );
  const lecture = (await ports.lectures.create(fresh)) ? fresh : await existing(ports, key);
  if (lecture.topic.topicId !== topicId) {
    throw new DomainError(
      'TOPIC_MISMATCH',
      `This recording was submitted for topic ${lecture.topic.topicId}.`,
      'topicId',
    );
  }

  // 3. Send it on, again on every repeat while nobody has claimed it.
  if (lecture.status === 'IN_PROGRESS' && lecture.attempt === 0) {
    const recording = seenBefore ?? (await ports.recordings.inspect(key));
    if (recording) await ports.queue.send({ ...key, recording });
  }
  return asSeenAt(lecture, ports.clock());
}

async function ownUpload(ports: SubmitLecturePorts, submission: Submission): Promise<LectureKey> {
  const key = await ports.readUploadUrl(submission.audioUrl);
  const isOwn =
    key?.userId === submission.userId &&
    idMilliseconds(key.lectureId) <= ports.clock() + clockSkewMilliseconds;
  if (key && isOwn) return key;
  throw new DomainError(
    'AUDIO_URL_NOT_YOURS',
    'audioUrl must be the upload URL this user was given, without its query.',
    'audioUrl',
  );
}

/**
 * The lecture that these bytes are. A guard whose lecture has no row yet (its POST is between two
 * steps, or died there) is followed all the same: both then put that one row. One that ended in
 * FAILURE gives way to the new try.
 */
async function holdBytes(
  ports: SubmitLecturePorts,
  { userId, lectureId }: LectureKey,
  topicId: number,
  etag: string,
): Promise<number> {
  const bytes = { userId, topicId, etag };
  const now = ports.clock();
  const holder = await ports.repeats.hold(bytes, lectureId, now);
  if (holder === lectureId) return lectureId;
  const first = await ports.lectures.find({ userId, lectureId: holder }, 'consistent');
  if (!first || asSeenAt(first, now).status !== 'FAILURE') return holder;
  return ports.repeats.hold(bytes, lectureId, now, holder);
}

async function existing(ports: SubmitLecturePorts, key: LectureKey): Promise<Lecture> {
  const lecture = await ports.lectures.find(key, 'consistent');
  if (!lecture) throw new DomainError('BUSY', 'The lecture was being changed. Try again.');
  return lecture;
}
