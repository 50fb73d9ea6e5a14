import type { Topic } from '../catalog/topics.ts';
import { DomainError } from '../domain-error.ts';
import { idMilliseconds } from '../identifiers/json-safe-id.ts';
import {
  awaitsWorker,
  type EnterLecturePorts,
  enterLecture,
  holdSubmission,
  topicNotFound,
} from './enter-lecture.ts';
import { asSeenAt, type Lecture, type LectureKey, newLecture } from './lecture.ts';
import type { LectureQueue, RecordingStore, UploadUrlReader } from './ports.ts';

export interface SubmitLecturePorts extends EnterLecturePorts {
  readonly recordings: Pick<RecordingStore, 'inspect'>;
  readonly queue: LectureQueue;
  readonly findTopic: (topicId: number) => Promise<Topic | undefined>;
  readonly readUploadUrl: UploadUrlReader;
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
  if (!topic) throw topicNotFound(topicId);

  // 1. Where the bytes are there already, find out which lecture they are.
  const seenBefore = await ports.recordings.inspect(uploaded);
  const key = seenBefore
    ? await holdSubmission(ports, { userId, topicId, etag: seenBefore.etag }, uploaded.lectureId)
    : uploaded;

  // 2. "Submitted" is the row. It goes first, the look at the object after it: whichever of POST
  //    and upload event comes second then sees both facts.
  const lecture = await enterLecture(
    ports,
    newLecture(
      key,
      {
        kind: 'recording',
        topic: topic.path,
        catalogVersion: topic.catalogVersion,
        correlationId,
        stage: seenBefore ? 'QUEUED' : 'WAITING_FOR_UPLOAD',
        heldEtag: seenBefore?.etag,
      },
      ports.clock(),
    ),
  );

  // 3. Send it on, again on every repeat while nobody has claimed it.
  if (awaitsWorker(lecture)) {
    const recording = seenBefore ?? (await ports.recordings.inspect(key));
    if (recording) await ports.queue.send({ ...key, recording, isSubmitted: true });
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
