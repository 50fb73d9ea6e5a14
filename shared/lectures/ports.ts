import type { AssessmentProgress } from '../assessment/assessment-progress.ts';
import type { Feedback } from '../contracts/lecture-body.ts';
import type { RecordingSource } from '../recordings/recording.ts';
import type {
  Ending,
  EpochMilliseconds,
  Expected,
  Lecture,
  LectureKey,
  Recording,
  UploadKey,
} from './lecture.ts';

export type Clock = () => EpochMilliseconds;

/** Lecture rows. A method that answers `undefined` or `false` found that somebody else was first. */
export interface LectureStore {
  /** Puts a row that is not there yet. @returns false when it is */
  create(lecture: Lecture): Promise<boolean>;
  find(key: LectureKey, consistency: 'consistent' | 'eventual'): Promise<Lecture | undefined>;
  /** Lists lectures, newest first, from before the id `before`. Later judgements come only if asked for. */
  list(userId: number, page: LecturesPage): Promise<Lecture[]>;
  /** Takes the lecture for one worker, if it is still in the state that was read, and returns its row. */
  claim(lecture: Claimable, claim: Claim): Promise<Lecture | undefined>;
  /** Writes the stage and the expected times, while the claim is the current one. */
  markAssessing(claimed: Lecture): Promise<boolean>;
  /**
   * Gives the claim back: nobody may claim before `until`. Notes what it has spent and asked in vain.
   */
  release(claimed: Lecture, until: EpochMilliseconds): Promise<boolean>;
  /** Ends the lecture; only while it is open, before its deadline, and unclaimed since it was read. */
  finish(lecture: Lecture, ending: Ending, now: EpochMilliseconds): Promise<boolean>;
  /** Ends an open lecture whose deadline has passed, whoever holds it. */
  expire(lecture: Lecture, now: EpochMilliseconds): Promise<boolean>;
  /** Makes the lecture final, because its upload can no longer come. */
  closeUpload(lecture: Lecture): Promise<boolean>;
  /** Only a lecture that has ended. */
  rate(key: LectureKey, rating: number): Promise<boolean>;
  /** Notes that there may be later judgements, if the lecture is graded. */
  noteLater(key: LectureKey): Promise<boolean>;
  /** Notes once, for a graded lecture, when its learner saw what was to be said. */
  noteAnswersSeen(key: LectureKey, now: EpochMilliseconds): Promise<boolean>;
  /**
   * Keys of lectures and preparations that were open or awaited their upload before `before`, oldest first.
   */
  listOpen(before: EpochMilliseconds): AsyncIterable<OpenKey>;
  markResent(lecture: Lecture, now: EpochMilliseconds): Promise<boolean>;
}

export interface LecturesPage {
  readonly limit: number;
  readonly before?: number | undefined;
  readonly withLater?: boolean | undefined;
}

/** The key of open work, and the kind of its row. */
export type OpenKey = Pick<LectureMessage, 'userId' | 'lectureId' | 'of'>;

/** What a claim has to know of a lecture that nobody has claimed yet, and what else is known. */
export type Claimable = Partial<Lecture> &
  Pick<Lecture, 'userId' | 'lectureId' | 'status' | 'attempt'>;

export interface Claim {
  readonly messageId: string;
  readonly leaseUntil: EpochMilliseconds;
  readonly deadlineAt: EpochMilliseconds;
  /** The version that the first claim has pinned. */
  readonly etag?: string | undefined;
  readonly expected?: Expected | undefined;
}

export interface StoredTranscript {
  readonly text: string;
  /** What the recording's bytes tell of its type. */
  readonly contentType?: string | undefined;
  readonly language?: string | undefined;
  readonly durationSeconds?: number | undefined;
  readonly segments?:
    | readonly { readonly startSeconds: number; readonly endSeconds: number }[]
    | undefined;
  readonly model: string;
  /** Host name of the endpoint that heard it. */
  readonly provider?: string | undefined;
}

export interface StoredFeedback {
  readonly score: number;
  readonly strength: string;
  readonly weakness: string;
  readonly feedback: Feedback;
  /** The weight of each key point in it; results from before pupils have none, nor questions. */
  readonly weights?: readonly number[] | undefined;
  /** What a pupil asks of each key point in it. */
  readonly questions?: readonly string[] | undefined;
  readonly promptVersion: string;
  readonly model: string;
  /** Host name of the endpoint that labelled it. */
  readonly provider?: string | undefined;
}

/** Transcript and feedback: each written once, beside the row, so that status changes stay small. */
export interface LectureDetails {
  /** Stores the first value for good, and returns the one that is stored. */
  keepTranscript(key: LectureKey, transcript: StoredTranscript): Promise<StoredTranscript>;
  findTranscript(key: LectureKey): Promise<StoredTranscript | undefined>;
  keepFeedback(key: LectureKey, feedback: StoredFeedback): Promise<StoredFeedback>;
  findFeedback(key: LectureKey): Promise<StoredFeedback | undefined>;
  /** Finds both for many lectures of one user, by lecture id. */
  findAll(
    userId: number,
    lectureIds: readonly number[],
  ): Promise<ReadonlyMap<number, LectureDetail>>;
}

/** What was paid for of an assessment before it is complete. Only the current attempt may write. */
export interface AssessmentStore {
  /** @returns false where a later attempt has taken over */
  keep(claimed: Lecture, progress: AssessmentProgress): Promise<boolean>;
  /** Takes over what earlier attempts have paid for. From then on they can no longer write. */
  takeOver(claimed: Lecture): Promise<AssessmentProgress | undefined>;
  /** Reads cheaply for clients that read parts. It may not be the newest state. */
  find(key: LectureKey): Promise<AssessmentProgress | undefined>;
}

export interface LectureDetail {
  readonly transcript?: StoredTranscript | undefined;
  readonly feedback?: StoredFeedback | undefined;
}

/** What makes two submissions the same: the same bytes (or text) on the same topic for the same purpose. */
export interface Submitted {
  readonly userId: number;
  readonly topicId: number;
  /** The purpose's name by `purposeName`; none where the whole topic is taught. */
  readonly purpose?: string | undefined;
  /** ETag of a recording, fingerprint of a text. */
  readonly etag: string;
}

/** A lecture of the user who submitted. */
export type HeldKey = Omit<UploadKey, 'userId'>;

/** Remembers for a while which lecture a recording's bytes became. */
export interface RepeatGuard {
  /**
   * Says which upload holds these bytes: `key` if they were free or held by `insteadOf`, else the first one.
   */
  hold(
    submitted: Submitted,
    key: HeldKey,
    now: EpochMilliseconds,
    insteadOf?: number,
  ): Promise<HeldKey>;
}

/** The bytes of one ETag, to be read in parts and streamed whole. */
export type OpenRecording = Recording & RecordingSource;

export interface RecordingStore {
  /** Size and ETag, or undefined where nothing was uploaded. */
  inspect(key: UploadKey): Promise<Recording | undefined>;
  /**
   * The bytes with this ETag, or those that are there now; `changed` where there are others than that ETag's. If they
   * change later, reading them throws a RecordingGoneError.
   */
  open(key: UploadKey, etag?: string): Promise<OpenRecording | 'missing' | 'changed'>;
  delete(key: UploadKey): Promise<void>;
}

/** Knows which recording an upload URL without its query names; never fetches it. */
export type UploadUrlReader = (audioUrl: string) => Promise<UploadKey | undefined>;

export interface UploadUrlSigner {
  sign(key: UploadKey): Promise<string>;
}

/** The proof in an upload's key that this service has issued it to its owner. */
export interface UploadProofs {
  prove(key: LectureKey): Promise<string>;
  verify(key: LectureKey, proof: string): Promise<boolean>;
}

/** What the queue carries. Idempotency is keyed on the lecture, never on a message. */
export interface LectureMessage extends UploadKey {
  readonly recording?: Recording | undefined;
  /** The preparation of an own topic, whose row is under the same id. @default a lecture */
  readonly of?: 'topic' | undefined;
  /** Whether the sender had put or read the row. */
  readonly isSubmitted?: boolean | undefined;
  /**
   * What the sender saw of a lecture in progress that nobody had claimed, so that the worker claims it without a
   * read. Nothing that a learner wrote is in it, because a message may outlive its user.
   */
  readonly unclaimed?: Pick<Lecture, 'kind' | 'deadlineAt' | 'saidSeconds'> | undefined;
  /** An operator's redrive sets it. It may reopen a provisional failure. */
  readonly redrive?: boolean | undefined;
}

export interface LectureQueue {
  send(message: LectureMessage): Promise<void>;
}

/** Uploads whose event found no lecture that uses them. */
export interface UnclaimedUploads {
  /** @param delaySeconds at most 900: SQS keeps no message back for longer */
  lookAt(message: LectureMessage, delaySeconds: number): Promise<void>;
}
