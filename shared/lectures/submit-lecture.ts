import { DomainError } from '../domain-error.ts';
import { idMilliseconds } from '../identifiers/json-safe-id.ts';
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
import {
  asSeenAt,
  type Lecture,
  newLecture,
  type Recording,
  submittedTooLate,
  type UploadKey,
} from './lecture.ts';
import type { LectureQueue, RecordingStore, UploadProofs, UploadUrlReader } from './ports.ts';
import { type NamedPurpose, purposeName } from './purpose.ts';
import { submittableUntil, uploadUntil } from './upload-times.ts';

/** What is needed to enter a recording whose topic is known. */
export interface RecordingEntryPorts extends EnterLecturePorts {
  readonly recordings: Pick<RecordingStore, 'inspect'>;
  readonly queue: LectureQueue;
  readonly readUploadUrl: UploadUrlReader;
  readonly proofs: Pick<UploadProofs, 'verify'>;
}

export interface SubmitLecturePorts extends RecordingEntryPorts, TopicPorts {}

export interface Submission extends NamedPurpose {
  readonly userId: number;
  readonly topicId: number;
  readonly audioUrl: string;
  /** The recording's length, as the client says it. */
  readonly recordingSeconds?: number | undefined;
  /** Whether devices are notified when it ends. */
  readonly notify?: boolean | undefined;
  readonly correlationId: string;
  readonly isCanary?: boolean | undefined;
}

/** The facts of a recording whose topic is known. */
type TakenSubmission = Omit<Submission, 'topicId' | keyof NamedPurpose>;

const clockSkewMilliseconds = 5_000;

/**
 * Makes a lecture of a recording that is uploaded or still comes, or returns the one that these bytes already
 * are. Any number of repeats, in any order with the upload and its event, make one lecture. A recording that
 * is first posted too long after its URL was issued ends as UPLOAD_MISSING.
 *
 * @throws DomainError AUDIO_URL_NOT_YOURS, TOPIC_NOT_FOUND, TOPIC_MISMATCH, and as of purposeOf
 */
export async function submitLecture(
  ports: SubmitLecturePorts,
  submission: Submission,
): Promise<Lecture> {
  const uploaded = await ownUpload(ports, submission);
  const [facts, seenBefore] = await Promise.all([
    factsOf(ports, submission),
    ports.recordings.inspect(uploaded),
  ]);
  return enterUpload(ports, { uploaded, seenBefore }, submission, facts);
}

/**
 * The same for a recording whose topic is known.
 *
 * @throws DomainError AUDIO_URL_NOT_YOURS, TOPIC_MISMATCH, PURPOSE_MISMATCH, and as facts.takePlace
 */
export async function enterRecording(
  ports: RecordingEntryPorts,
  submission: Pick<Submission, 'userId' | 'audioUrl' | 'correlationId'>,
  facts: EntryFacts,
): Promise<Lecture> {
  const uploaded = await ownUpload(ports, submission);
  const seenBefore = await ports.recordings.inspect(uploaded);
  return enterUpload(ports, { uploaded, seenBefore }, submission, facts);
}

/** An upload of the submitting user, with its recording if that was there already. */
interface SeenUpload {
  readonly uploaded: UploadKey;
  readonly seenBefore: Recording | undefined;
}

async function enterUpload(
  ports: RecordingEntryPorts,
  { uploaded, seenBefore }: SeenUpload,
  {
    correlationId,
    recordingSeconds,
    notify,
    isCanary,
  }: Omit<TakenSubmission, 'userId' | 'audioUrl'>,
  { takePlace, pin, ...facts }: EntryFacts,
): Promise<Lecture> {
  const { userId } = uploaded;
  const postedAt = ports.clock();
  // 1. If the bytes are already there, find out which lecture they are.
  if (!seenBefore && !(await mayStillCome(ports, uploaded))) throw notYours();
  const key = seenBefore
    ? await holdSubmission(
        ports,
        {
          userId,
          topicId: facts.topic.topicId,
          purpose: purposeName(facts),
          etag: seenBefore.etag,
        },
        uploaded,
        (holder, now) => now < submittableUntil(holder),
      )
    : uploaded;
  await takePlace?.(key);

  // 2. The row makes it submitted. It is written first and the object is looked for after it, so that
  //    whichever of POST and upload event comes second sees both facts.
  const fresh = newLecture(
    key,
    {
      kind: 'recording',
      ...facts,
      ...(await pin?.(key)),
      correlationId,
      isCanary,
      stage: seenBefore ? 'QUEUED' : 'WAITING_FOR_UPLOAD',
      heldEtag: seenBefore?.etag,
      uploadProof: key.uploadProof,
      saidSeconds: recordingSeconds && Math.ceil(recordingSeconds),
      notify: notify || undefined,
    },
    ports.clock(),
  );
  // The upload of such an old key is being deleted. A refusal would hang the app.
  const isTooLate = key.lectureId === uploaded.lectureId && postedAt >= submittableUntil(uploaded);
  const lecture = await enterLecture(ports, isTooLate ? submittedTooLate(fresh) : fresh);

  // 3. Send it to the queue, and again on every repeat while nobody has claimed it.
  if (awaitsWorker(lecture)) {
    const recording = seenBefore ?? (await ports.recordings.inspect(lecture));
    if (recording) await ports.queue.send(messageOf(lecture, recording));
  }
  return asSeenAt(lecture, ports.clock());
}

async function ownUpload(
  ports: RecordingEntryPorts,
  submission: Pick<Submission, 'userId' | 'audioUrl'>,
): Promise<UploadKey> {
  const key = await ports.readUploadUrl(submission.audioUrl);
  const isOwn =
    key?.userId === submission.userId &&
    idMilliseconds(key.lectureId) <= ports.clock() + clockSkewMilliseconds &&
    (key.uploadProof === undefined || (await ports.proofs.verify(key, key.uploadProof)));
  if (key && isOwn) return key;
  throw notYours();
}

/**
 * A key without a proof was issued before there were proofs. Its object then proves it, because only a signed
 * URL could put it there, or its row. Without either, only the lifetime of its URL decides.
 */
async function mayStillCome(ports: RecordingEntryPorts, key: UploadKey): Promise<boolean> {
  if (key.uploadProof !== undefined || ports.clock() < uploadUntil(key)) return true;
  return (await ports.lectures.find(key, 'consistent')) !== undefined;
}

function notYours(): DomainError {
  return new DomainError(
    'AUDIO_URL_NOT_YOURS',
    'audioUrl must be the upload URL this user was given, without its query.',
    'audioUrl',
  );
}
