import { clocks } from '../contracts/clocks.ts';
import {
  type FailureReason,
  type KeyPointLabel,
  type LectureStage,
  type LectureStatus,
  provisionalFailureReasons,
  uploadMissing,
} from '../contracts/lecture.ts';
import type { LaterKind } from '../contracts/loop.ts';
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
  /** Part of the object's own key; none in keys of before there were proofs. */
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

/** Who works on a lecture, and until when nobody else may. */
export interface Lease {
  readonly messageId: string;
  readonly until: EpochMilliseconds;
}

/** What a lecture may spend of a day's provider dollars, until it is settled by what it cost. */
export interface Reservation {
  /** Days since 1970-01-01 in Asia/Seoul. */
  readonly day: number;
  readonly microDollars: number;
  /** Of that day's counters. @default 0 */
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
  /** What the learner said to it: no part of what is judged. */
  readonly comment?: string | undefined;
}

/** A label that a learner disagrees with, and who gave it. */
export interface Disputed {
  readonly label: KeyPointLabel;
  /** The lecture, or the corrected transcript of it, that it was given to. */
  readonly lectureId: number;
  readonly promptVersion: string;
  readonly model: string;
  readonly provider?: string | undefined;
}

/** What became of one key point. */
export interface NumberedLabel {
  /** Its number in the topic, from 1. */
  readonly keyPoint: number;
  readonly label: KeyPointLabel;
}

/**
 * The endpoints of each step that a lecture has asked without an answer, by their place in the
 * settings, the longest ago first: where a next delivery begins. A deploy between two deliveries may
 * change the places; then the order of one run is another, and no endpoint is left out.
 */
export type AskedInVain = Readonly<Partial<Record<ProviderStep, readonly number[] | undefined>>>;

/** When more of a lecture can be expected. */
export interface Expected {
  /** That more of it can be read: its transcript, or else its first judged key point. */
  readonly partsAt: EpochMilliseconds;
  /** That it ends. */
  readonly endsAt: EpochMilliseconds;
}

export interface Lecture extends UploadKey {
  /** Typed ones take the same way without the speech step, and stay outside the ranking. */
  readonly kind: 'recording' | 'text';
  readonly topic: TopicPath;
  readonly catalogVersion: string;
  /** Numbers of the key points it is judged on, from 1 and ascending; on all of them without. */
  readonly focus?: readonly number[] | undefined;
  /** The lecture of which it teaches something again. */
  readonly parentId?: number | undefined;
  /** The lecture that its chain of parents begins with. */
  readonly firstId?: number | undefined;
  /** Of a later judgement of another lecture, and none of a lecture itself. */
  readonly later?: Later | undefined;
  /** There may be later judgements of it. */
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
  /** The upload this lecture was begun with; later uploads to its key change nothing. */
  readonly etag?: string | undefined;
  /** Its submission holds the repeat guard for these bytes. */
  readonly heldEtag?: string | undefined;
  /** When the sweep last sent it to the queue again. */
  readonly resentAt?: EpochMilliseconds | undefined;
  readonly score?: number | undefined;
  /** Of a graded one, beside its score: the key points that it was judged on. */
  readonly labels?: readonly NumberedLabel[] | undefined;
  readonly failureReason?: FailureReason | undefined;
  /** Of UPLOAD_MISSING: the upload may still come. */
  readonly awaitsUpload?: boolean | undefined;
  /** Only a lecture over its allowance has this. */
  readonly nextAllowanceAt?: EpochMilliseconds | undefined;
  readonly endedAt?: EpochMilliseconds | undefined;
  /** Counted against the daily allowance; once for good. */
  readonly isCharged?: boolean | undefined;
  /** Not settled yet. */
  readonly reservation?: Reservation | undefined;
  /**
   * Paid of the reservation by earlier attempts. Unknown after one that ended without a word: the
   * reservation then stays as it is.
   */
  readonly spentMicroDollars?: number | undefined;
  readonly askedInVain?: AskedInVain | undefined;
  /** How long its recording is, as its submission says; for what is expected of it, and no more. */
  readonly saidSeconds?: number | undefined;
  /** Its learner's devices are to be told when it ends. */
  readonly notify?: true | undefined;
  /** Of one in progress, from its claim on. */
  readonly expected?: Expected | undefined;
  readonly helpfulnessRating?: number | undefined;
  /** Graded by a transcript that nobody said. */
  readonly isSample?: boolean | undefined;
  /** Held by our own canary: in no ranking, and in no figure that tells of learners. */
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
      /** By whom, for figures: no part of the row. */
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

/** Counts in the ranking once it is graded: a whole topic, taught aloud. */
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

/** Ended for good without its upload, whatever may lie there now. */
export function hasEndedWithoutUpload(lecture: Lecture): boolean {
  return lecture.failureReason === uploadMissing && !lecture.awaitsUpload;
}

/** Submitted when there was nothing left to make of its upload. */
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

/** Nothing will ever be made of these bytes. */
export function isRefusedUpload(reason: FailureReason): boolean {
  return refusedUploads.includes(reason);
}

export function hasLiveLease(lecture: Lecture, now: EpochMilliseconds): boolean {
  return lecture.lease !== undefined && lecture.lease.until > now;
}

/** What a reader is shown: a lecture past its deadline has ended, whether or not it was written. */
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
