import { assessTranscript, type TopicAssessor } from '../assessment/assess-transcript.ts';
import { transcriptMaximumCharacters } from '../assessment/prompt.ts';
import type { Topic } from '../catalog/topics.ts';
import { clocks } from '../contracts/clocks.ts';
import type { FailureReason } from '../contracts/lecture.ts';
import { OwnError } from '../own-error.ts';
import { type AllowancePorts, chargeLecture } from '../quota/daily-allowance.ts';
import { ProviderError, providerFailure } from '../speech/provider-error.ts';
import { heardNothing } from '../speech/silence.ts';
import type { SpeechToText } from '../speech/speech-to-text.ts';
import {
  type Ending,
  hasLiveLease,
  isProvisionalFailure,
  type Lecture,
  type Recording,
} from './lecture.ts';
import type {
  Clock,
  LectureDetails,
  LectureMessage,
  LectureStore,
  RecordingStore,
  StoredTranscript,
} from './ports.ts';
import { recognizeRecording, refuseBySize } from './recording-rules.ts';

export interface ProcessLecturePorts {
  readonly lectures: LectureStore;
  readonly details: LectureDetails;
  readonly recordings: RecordingStore;
  readonly speech: SpeechToText;
  readonly assessor: TopicAssessor;
  readonly allowance: AllowancePorts;
  /** Counts a graded recording in its learner's standing; repeating it changes nothing. */
  readonly rank: (userId: number) => Promise<'ranked' | 'user deleted'>;
  /** After a write: leaves nothing of a user who was deleted meanwhile. */
  readonly eraseIfDeleted: (userId: number) => Promise<void>;
  readonly findTopicOfVersion: (version: string, topicId: number) => Promise<Topic | undefined>;
  readonly clock: Clock;
}

/** One receipt of a message, as far as the work must know it. */
export interface Delivery {
  readonly messageId: string;
  readonly isLastReceive: boolean;
  /** Of the first receive: backs retries off. */
  readonly receiveCount: number;
  remainingMilliseconds(): number;
  /** Hides the message from other receivers for so long from now. */
  hideFor(seconds: number): Promise<void>;
}

/** `done` deletes the message; `again` leaves it to come back after so many seconds. */
export type Outcome =
  | { readonly done: string; readonly cause?: unknown }
  | { readonly again: string; readonly inSeconds: number; readonly cause?: unknown };

const leaseMarginSeconds = 5;
const returnMarginSeconds = 15;
const minimumWorkSeconds = 60;
const answerMarginMilliseconds = 5_000;
/** Five minutes of speech have about a hundred. */
const segmentsMaximum = 2_000;

/**
 * Brings one lecture to its end, whatever is delivered twice, late, or after a crash. Paid work is
 * kept: a stored transcript or feedback is used again and never bought twice.
 */
export async function processLecture(
  ports: ProcessLecturePorts,
  message: LectureMessage,
  delivery: Delivery,
): Promise<Outcome> {
  const now = ports.clock();
  const lecture = await findSubmitted(ports, message);
  // The upload's event came before the submission; the POST to come will find the object.
  if (!lecture) return { done: 'not submitted yet' };

  const refusal = whyNotNow(lecture, message, delivery, now);
  if (refusal) {
    // A worker may have died between the result and what follows from it.
    if (lecture.status === 'SUCCESS') await settle(ports, lecture, lecture.status);
    return refusal;
  }

  const isRedrive = lecture.status === 'FAILURE';
  // A redrive's new deadline would outlive a deleted user's last erasure: there the claim finds no row.
  if (isRedrive) await ports.eraseIfDeleted(lecture.userId);
  if (!isRedrive && now >= lecture.deadlineAt) {
    await ports.lectures.expire(lecture, now);
    return { done: 'deadline passed' };
  }
  const needsRecording = lecture.kind === 'recording' && !lecture.etag;
  const recording = needsRecording ? await uploadedRecording(ports, message) : undefined;
  if (needsRecording && !recording) return { done: 'nothing uploaded yet' };
  const refused = recording && refuseBySize(recording);
  if (refused) {
    // The row first: a crash in between leaves an object to the bucket's lifecycle, where the other
    // order would lose the reason.
    if (await ports.lectures.finish(lecture, { status: 'FAILURE', reason: refused }, now)) {
      await ports.recordings.delete(lecture);
    }
    return { done: refused };
  }

  const nextAllowanceAt = lecture.isCharged
    ? undefined
    : await chargeLecture(ports.allowance, lecture);
  if (nextAllowanceAt !== undefined) {
    const ending = { status: 'FAILURE', reason: 'QUOTA_EXCEEDED', nextAllowanceAt } as const;
    await ports.lectures.finish(lecture, ending, now);
    return { done: ending.reason };
  }

  const remainingSeconds = delivery.remainingMilliseconds() / 1000;
  const claimed = await ports.lectures.claim(lecture, {
    messageId: delivery.messageId,
    leaseUntil: now + (remainingSeconds + leaseMarginSeconds) * 1000,
    deadlineAt: isRedrive ? now + clocks.deadlineSeconds * 1000 : lecture.deadlineAt,
    etag: lecture.etag ?? recording?.etag,
  });
  // Somebody else was quicker; look again at what they made of it.
  if (!claimed) return { again: 'claimed by another', inSeconds: 1 };
  return workUnderClaim(ports, claimed, delivery);
}

/**
 * A message that says so was sent after the row was put: there a cheap read does, since a claim on
 * what it saw too early fails. An upload's event races with the submission and must see it.
 */
async function findSubmitted(
  ports: ProcessLecturePorts,
  message: LectureMessage,
): Promise<Lecture | undefined> {
  const cheap = message.isSubmitted ? await ports.lectures.find(message, 'eventual') : undefined;
  return cheap ?? ports.lectures.find(message, 'consistent');
}

function whyNotNow(
  lecture: Lecture,
  message: LectureMessage,
  delivery: Delivery,
  now: number,
): Outcome | undefined {
  if (lecture.status !== 'IN_PROGRESS' && !(message.redrive && isProvisionalFailure(lecture))) {
    return { done: `already ${lecture.status}` };
  }
  if (lecture.status === 'IN_PROGRESS' && lecture.lease && hasLiveLease(lecture, now)) {
    // The claimer's own message may be the only copy left; any other one is a duplicate.
    return lecture.lease.messageId === delivery.messageId
      ? { again: 'leased', inSeconds: Math.ceil((lecture.lease.until - now) / 1000) + 1 }
      : { done: 'leased by another message' };
  }
  if (delivery.remainingMilliseconds() < minimumWorkSeconds * 1000) {
    return { again: 'too little time left in this run', inSeconds: 1 };
  }
  return undefined;
}

async function uploadedRecording(
  ports: ProcessLecturePorts,
  message: LectureMessage,
): Promise<Recording | undefined> {
  return message.recording ?? ports.recordings.inspect(message);
}

async function workUnderClaim(
  ports: ProcessLecturePorts,
  claimed: Lecture,
  delivery: Delivery,
): Promise<Outcome> {
  try {
    await delivery.hideFor(
      Math.ceil(delivery.remainingMilliseconds() / 1000 + returnMarginSeconds),
    );
    const ending = await transcribeAndAssess(ports, claimed, delivery);
    const isWritten =
      ending !== 'claim lost' && (await ports.lectures.finish(claimed, ending, ports.clock()));
    // What seems a lost claim may be a write of ours whose answer was lost; ranking tells by itself.
    await settle(ports, claimed, ending === 'claim lost' ? ending : ending.status);
    return { done: isWritten ? ending.status : 'claim lost' };
  } catch (error) {
    const outcome = await endOrRetry(ports, claimed, delivery, error);
    return { ...outcome, cause: error };
  }
}

/**
 * Counts a graded recording in the ranking (typed lectures stay outside), and leaves nothing of a
 * user who was deleted meanwhile. Whoever could be ranked is there.
 */
async function settle(
  ports: ProcessLecturePorts,
  lecture: Lecture,
  result: Lecture['status'] | 'claim lost',
): Promise<void> {
  const counts = result === 'SUCCESS' && lecture.kind === 'recording';
  if (counts && (await ports.rank(lecture.userId)) === 'ranked') return;
  await ports.eraseIfDeleted(lecture.userId);
}

async function transcribeAndAssess(
  ports: ProcessLecturePorts,
  claimed: Lecture,
  delivery: Delivery,
): Promise<Ending | 'claim lost'> {
  const topic = await ports.findTopicOfVersion(claimed.catalogVersion, claimed.topic.topicId);
  if (!topic) throw new OwnError(`Topic ${claimed.topic.topicId} is not in its catalog version`);

  const transcript = await transcriptOf(ports, claimed, delivery);
  if ('status' in transcript) return transcript;

  const resumed = claimed.attempt > 1 ? await ports.details.findFeedback(claimed) : undefined;
  if (resumed) return { status: 'SUCCESS', score: resumed.score };
  if (!(await ports.lectures.markAssessing(claimed))) return 'claim lost';
  const feedback = await assessTranscript(ports.assessor, topic, transcript, {
    budgetMilliseconds: budget(ports.clock, claimed, delivery),
  });
  const kept = await ports.details.keepFeedback(claimed, feedback);
  return { status: 'SUCCESS', score: kept.score };
}

async function transcriptOf(
  ports: ProcessLecturePorts,
  claimed: Lecture,
  delivery: Delivery,
): Promise<StoredTranscript | Ending> {
  const mayBeStored = claimed.attempt > 1 || claimed.kind === 'text';
  const known = mayBeStored ? await ports.details.findTranscript(claimed) : undefined;
  if (known) return known;
  const stored = await ports.recordings.open(claimed, claimed.etag ?? '');
  if (stored === 'missing') return { status: 'FAILURE', reason: 'UPLOAD_MISSING' };
  if (stored === 'changed') return { status: 'FAILURE', reason: 'RECORDING_CHANGED' };
  const recording = await recognizeRecording(stored);
  if (!recording) return { status: 'FAILURE', reason: 'RECORDING_NOT_AUDIO' };
  const heard = await ports.speech.transcribe(recording, {
    budgetMilliseconds: budget(ports.clock, claimed, delivery),
  });
  if (heardNothing(heard)) return { status: 'STT_EMPTY' };
  return ports.details.keepTranscript(claimed, {
    // Hours of speech fit into the largest recording, and into no table item.
    text: heard.text.slice(0, transcriptMaximumCharacters).toWellFormed(),
    language: heard.language,
    durationSeconds: heard.durationSeconds,
    segments: heard.segments
      ?.slice(0, segmentsMaximum)
      .map(({ startSeconds, endSeconds }) => ({ startSeconds, endSeconds })),
    model: heard.model,
  });
}

/** Never past the function's own end nor the lecture's deadline. */
function budget(clock: Clock, lecture: Lecture, delivery: Delivery): number {
  const milliseconds = Math.min(
    delivery.remainingMilliseconds() - answerMarginMilliseconds,
    lecture.deadlineAt - clock(),
  );
  return Math.max(1, Math.floor(milliseconds));
}

/** A passing error gives the lecture back for later, as long as there is a later. */
async function endOrRetry(
  ports: ProcessLecturePorts,
  claimed: Lecture,
  delivery: Delivery,
  error: unknown,
): Promise<Outcome> {
  const now = ports.clock();
  const { kind, reason, isPassing, retryAfterSeconds } = failureOf(error);
  const inSeconds = retryAfterSeconds ?? Math.min(5 * 2 ** (delivery.receiveCount - 1), 120);
  const retryAt = now + inSeconds * 1000;
  if (isPassing && !delivery.isLastReceive && retryAt < claimed.deadlineAt) {
    // The pause is a lease too: the sweep and duplicates leave the lecture alone until then.
    await ports.lectures.release(claimed, retryAt);
    return { again: kind, inSeconds: inSeconds + 1 };
  }
  const isEnded = await ports.lectures.finish(claimed, { status: 'FAILURE', reason }, now);
  // On its last receive the message goes on to the dead-letter queue, for an operator to see. What
  // could not be ended has ended: as SUCCESS perhaps, and then it must still be ranked.
  const comesBack = isPassing && (delivery.isLastReceive || !isEnded);
  return comesBack ? { again: kind, inSeconds: 1 } : { done: reason };
}

function failureOf(error: unknown): {
  kind: string;
  reason: FailureReason;
  isPassing: boolean;
  retryAfterSeconds?: number | undefined;
} {
  if (!(error instanceof ProviderError)) {
    return { kind: 'unexpected error', reason: 'INTERNAL_ERROR', isPassing: true };
  }
  return {
    kind: error.kind,
    ...providerFailure(error),
    retryAfterSeconds: error.retryAfterSeconds,
  };
}
