import type { Topic } from '../catalog/topics.ts';
import { clocks } from '../contracts/clocks.ts';
import { OwnError } from '../own-error.ts';
import { type AllowancePorts, chargeLecture } from '../quota/daily-allowance.ts';
import { refuseBySize } from '../recordings/recording.ts';
import { type AssessPorts, assessLecture } from './assess-lecture.ts';
import type { Delivery, Outcome } from './delivery.ts';
import { type EndPorts, endOrRetry, settle } from './end-lecture.ts';
import { type HearPorts, hearRecording } from './hear-recording.ts';
import {
  type Ending,
  hasLiveLease,
  isProvisionalFailure,
  type Lecture,
  type Recording,
} from './lecture.ts';
import type { LectureDetails, LectureMessage, LectureStore, RecordingStore } from './ports.ts';

export interface ProcessLecturePorts extends HearPorts, AssessPorts, EndPorts {
  readonly lectures: LectureStore;
  readonly details: LectureDetails;
  readonly recordings: RecordingStore;
  readonly allowance: AllowancePorts;
  readonly findTopicOfVersion: (version: string, topicId: number) => Promise<Topic | undefined>;
}

const leaseMarginSeconds = 5;
const returnMarginSeconds = 15;
const minimumWorkSeconds = 60;
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

async function transcribeAndAssess(
  ports: ProcessLecturePorts,
  claimed: Lecture,
  delivery: Delivery,
): Promise<Ending | 'claim lost'> {
  const topic = await ports.findTopicOfVersion(claimed.catalogVersion, claimed.topic.topicId);
  if (!topic) throw new OwnError(`Topic ${claimed.topic.topicId} is not in its catalog version`);

  const transcript = await hearRecording(ports, claimed, delivery);
  if ('status' in transcript) return transcript;

  return assessLecture(ports, claimed, topic, transcript, delivery);
}
