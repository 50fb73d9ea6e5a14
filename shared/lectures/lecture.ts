import { clocks } from '../contracts/clocks.ts';
import type { LaterKind } from '../contracts/later-judgements.ts';
import {
  type FailureReason,
  type KeyPointLabel,
  type LectureStage,
  type LectureStatus,
  provisionalFailureReasons,
  uploadMissing,
} from '../contracts/lecture.ts';
import { ownTopicsPlace } from '../contracts/own-topic-limits.ts';
import type { ProviderStep } from '../speech/provider-error.ts';

/** Milliseconds since the Unix epoch. */
export type EpochMilliseconds = number;

export interface LectureKey {
  readonly userId: number;
  readonly lectureId: number;
}

/** Names the object that a lecture's recording is put to. */
export interface UploadKey extends LectureKey {
  /** The proof in the object's key. Keys from before there were proofs have none. */
  readonly uploadProof?: string | undefined;
}

/** Where a topic stands in the catalog, with the names as they were at submission. */
export interface TopicPath {
  readonly majorId: number;
  readonly majorName: string;
  readonly subjectId: number;
  readonly subjectName: string;
  readonly topicId: number;
  readonly topicName: string;
}

/** A learner's own topic: nobody else can teach it, so it stays outside the ranking. */
export const isOwnTopic = ({ majorId }: Pick<TopicPath, 'majorId'>): boolean =>
  majorId === ownTopicsPlace.majorId;

/** An object in the recordings bucket as S3 reports it. */
export interface Recording {
  readonly etag: string;
  readonly sizeBytes: number;
}

/** The claim of a worker on a lecture, and until when nobody else may work on it. */
export interface Lease {
  readonly messageId: string;
  readonly until: EpochMilliseconds;
}

/** The part of a day's provider dollars that is reserved for a lecture until its real cost is known. */
export interface Reservation {
  /** Days since 1970-01-01 in Asia/Seoul. */
  readonly day: number;
  readonly microDollars: number;
  /** Which of that day's counters has the reservation. @default 0 */
  readonly part?: number | undefined;
}

/** What a later judgement judges, and why. */
export interface Later {
  readonly by: LaterKind;
  /** The lecture whose result it judges again. */
  readonly lectureId: number;
  /** An answer says which of the pupil's questions it is to, from 1. */
  readonly round?: number | undefined;
  /** The question itself. */
  readonly question?: string | undefined;
  /** The key point that a disagreement is about. */
  readonly disputed?: Disputed | undefined;
  /** The learner's comment, which is not judged. */
  readonly comment?: string | undefined;
}

/** A label that a learner disagrees with, and what gave it. */
export interface Disputed {
  readonly label: KeyPointLabel;
  /** The lecture, or its corrected transcript, that got the label. */
  readonly lectureId: number;
  readonly promptVersion: string;
  readonly model: string;
  readonly provider?: string | undefined;
}

/** What became of one key point. */
export interface NumberedLabel {
  /** The point's number in the topic, from 1. */
  readonly keyPoint: number;
  readonly label: KeyPointLabel;
}

/**
 * The endpoints of each step that gave a lecture no answer, by their place in the settings, the one asked
 * longest ago first. The next delivery begins with the others. A deploy between two deliveries may change the
 * places; then one run has another order, but no endpoint is left out.
 */
export type AskedInVain = Readonly<Partial<Record<ProviderStep, readonly number[] | undefined>>>;

/** When more of a lecture is expected. */
export interface Expected {
  /** When more of it can be read: its transcript, or else its first judged key point. */
  readonly partsAt: EpochMilliseconds;
  /** When it ends. */
  readonly endsAt: EpochMilliseconds;
}

export interface Lecture extends UploadKey {
  /** Typed lectures take the same way without the speech step, and do not count in the ranking. */
  readonly kind: 'recording' | 'text';
  readonly topic: TopicPath;
  readonly catalogVersion: string;
  /** The numbers of the key points it is judged on, from 1 and ascending. @default all of them */
  readonly focus?: readonly number[] | undefined;
  /** The lecture of which this one teaches something again. */
  readonly parentId?: number | undefined;
  /** The lecture that its chain of parents begins with. */
  readonly firstId?: number | undefined;
  /** Is set for a later judgement of another lecture, and not for a lecture itself. */
  readonly later?: Later | undefined;
  /** Whether there may be later judgements of it. */
  readonly hasLater?: boolean | undefined;
  /** When the learner asked for what was to be said. */
  readonly answersSeenAt?: EpochMilliseconds | undefined;
  readonly status: LectureStatus;
  readonly stage: LectureStage;
  readonly createdAt: EpochMilliseconds;
  readonly deadlineAt: EpochMilliseconds;
  /** Request id of the submission: the thread from the API call to the worker's logs. */
  readonly correlationId: string;
  /** Claims so far. The result of a claim counts only while this number is still its own. */
  readonly attempt: number;
  readonly lease?: Lease | undefined;
  /** The upload that this lecture began with. Later uploads to its key change nothing. */
  readonly etag?: string | undefined;
  /** Its submission holds the repeat guard for these bytes. */
  readonly heldEtag?: string | undefined;
  /** When the sweep last sent it to the queue again. */
  readonly resentAt?: EpochMilliseconds | undefined;
  readonly score?: number | undefined;
  /** The labels of a graded lecture, for the key points that it was judged on. */
  readonly labels?: readonly NumberedLabel[] | undefined;
  readonly failureReason?: FailureReason | undefined;
  /** Is set with UPLOAD_MISSING: until when the upload may still come. */
  readonly awaitsUpload?: boolean | undefined;
  /** Only a lecture over its allowance has this. */
  readonly nextAllowanceAt?: EpochMilliseconds | undefined;
  readonly endedAt?: EpochMilliseconds | undefined;
  /** Whether it is counted in the daily allowance. That happens once, for good. */
  readonly isCharged?: boolean | undefined;
  /** The reservation that is not settled yet. */
  readonly reservation?: Reservation | undefined;
  /**
   * What earlier attempts have paid of the reservation. It is unknown after an attempt that was killed; the
   * reservation then stays as it is.
   */
  readonly spentMicroDollars?: number | undefined;
  readonly askedInVain?: AskedInVain | undefined;
  /** The recording's length as the submission says it. Only the expected times use it. */
  readonly saidSeconds?: number | undefined;
  /** Whether the learner's devices are notified when it ends. */
  readonly notify?: true | undefined;
  /** The expected times of a lecture in progress, from its claim on. */
  readonly expected?: Expected | undefined;
  readonly helpfulnessRating?: number | undefined;
  /** Whether it was graded by a sample transcript that nobody said. */
  readonly isSample?: boolean | undefined;
  /** Whether our own canary held it. It is in no ranking and in no figure about learners. */
  readonly isCanary?: boolean | undefined;
}

/** How a lecture ends. */
export type Ending =
  | {
      readonly status: 'SUCCESS';
      /** The preparation of a topic has none. */
      readonly score?: number | undefined;
      readonly labels?: readonly NumberedLabel[] | undefined;
      readonly isSample?: boolean | undefined;
      /** What gave the labels. This is for figures and not part of the row. */
      readonly judgedBy?: { readonly promptVersion: string; readonly model: string } | undefined;
    }
  | { readonly status: 'STT_EMPTY' }
  | {
      readonly status: 'FAILURE';
      readonly reason: FailureReason;
      readonly nextAllowanceAt?: EpochMilliseconds | undefined;
    };

export function newLecture(
  key: LectureKey,
  facts: Pick<
    Lecture,
    | 'kind'
    | 'topic'
    | 'catalogVersion'
    | 'focus'
    | 'parentId'
    | 'firstId'
    | 'later'
    | 'correlationId'
    | 'stage'
    | 'heldEtag'
    | 'uploadProof'
    | 'saidSeconds'
    | 'isCanary'
    | 'notify'
  >,
  now: EpochMilliseconds,
): Lecture {
  return {
    ...key,
    ...facts,
    status: 'IN_PROGRESS',
    createdAt: now,
    deadlineAt: now + clocks.deadlineSeconds * 1000,
    attempt: 0,
  };
}

/** Whether it counts in the ranking once it is graded: a whole topic of the catalog, taught aloud. */
export function isRanked({
  kind,
  focus,
  topic,
  isSample,
  isCanary,
}: Pick<Lecture, 'kind' | 'focus' | 'topic' | 'isSample' | 'isCanary'>): boolean {
  const isWhole = kind === 'recording' && focus === undefined;
  return isWhole && !isSample && !isCanary && !isOwnTopic(topic);
}

/** A failure for a passing reason, which an operator's redrive may still turn into SUCCESS. */
export function isProvisionalFailure(lecture: Lecture): boolean {
  const reason = lecture.failureReason;
  return (
    lecture.status === 'FAILURE' && provisionalFailureReasons.some((passing) => passing === reason)
  );
}

/** Whether it has ended for good without its upload, even if there is an object by now. */
export function hasEndedWithoutUpload(lecture: Lecture): boolean {
  return lecture.failureReason === uploadMissing && !lecture.awaitsUpload;
}

/** Whether it was submitted too late for its upload to be of use. */
export function submittedTooLate(lecture: Lecture): Lecture {
  return {
    ...lecture,
    status: 'FAILURE',
    stage: 'DONE',
    failureReason: uploadMissing,
    endedAt: lecture.createdAt,
  };
}

const refusedUploads: readonly FailureReason[] = [
  'RECORDING_EMPTY',
  'RECORDING_TOO_LARGE',
  'RECORDING_NOT_AUDIO',
  'RECORDING_FORMAT_UNSUPPORTED',
  'RECORDING_TOO_LONG',
];

/** Whether these bytes are of no use for any later lecture. */
export function isRefusedUpload(reason: FailureReason): boolean {
  return refusedUploads.includes(reason);
}

export function hasLiveLease(lecture: Lecture, now: EpochMilliseconds): boolean {
  return lecture.lease !== undefined && lecture.lease.until > now;
}

/** The lecture as a reader sees it. One past its deadline has ended, even if that is not written yet. */
export function asSeenAt(lecture: Lecture, now: EpochMilliseconds): Lecture {
  if (lecture.status !== 'IN_PROGRESS' || now < lecture.deadlineAt) return lecture;
  return {
    ...lecture,
    status: 'FAILURE',
    stage: 'DONE',
    failureReason: 'DEADLINE_EXCEEDED',
    endedAt: lecture.deadlineAt,
  };
}
