import { clocks } from '../contracts/clocks.ts';
import { uploadMissing } from '../contracts/lecture.ts';
import { backOffSeconds } from '../speech/back-off.ts';
import { callsOfClaim } from './calls-of-claim.ts';
import type { Delivery, Outcome } from './delivery.ts';
import { countOrErase, endLecture, endOrRetry, type Work } from './end-lecture.ts';
import { keepsPlace } from './later.ts';
import {
  type AskedInVain,
  hasEndedWithoutUpload,
  hasLiveLease,
  isProvisionalFailure,
  isRefusedUpload,
  type Lecture,
} from './lecture.ts';
import { expectedOfClaim, paceOf } from './pace.ts';
import type { Claimable, LectureMessage, OpenRecording } from './ports.ts';
import { lookAtUploadLater } from './unclaimed-uploads.ts';
import { type BeginWork, beginLecture, type ProcessLecturePorts } from './work-of-claim.ts';

const leaseMarginSeconds = 5;
const returnMarginSeconds = 15;
const minimumWorkSeconds = 60;

/**
 * Brings one lecture to its end, even if messages come twice, late, or after a crash. Paid work is kept: a
 * stored transcript or feedback is used again and never paid for twice.
 *
 * @param begin the work itself @default that of a lecture
 */
export async function processLecture(
  ports: ProcessLecturePorts,
  message: LectureMessage,
  delivery: Delivery,
  begin: BeginWork = beginLecture,
): Promise<Outcome> {
  const now = ports.clock();
  const unread = unreadOf(message, delivery, now);
  const first = unread && (await claimOf(ports, unread, delivery, now));
  if (first && first !== 'nothing uploaded') {
    return workUnderClaim(ports, first.claimed, delivery, first.recording, begin);
  }
  const lecture = await findSubmitted(ports, message);
  // The upload's event came before the POST, which will find the object, or nobody will ever submit it.
  const isUnclaimed = !lecture || hasEndedWithoutUpload(lecture);
  if (isUnclaimed && bringsUpload(message, lecture)) await lookAtUploadLater(ports, message);
  if (!lecture) return { done: 'not submitted yet' };

  const refusal = whyNotNow(lecture, message, delivery, now);
  if (refusal) {
    // A worker may have died between the result and what follows from it.
    if (lecture.status === 'SUCCESS') {
      await countOrErase(ports, lecture, lecture);
    }
    return refusal;
  }

  const isReopened = lecture.status === 'FAILURE';
  // A new deadline would outlive a deleted user's last erasure: there the claim finds no row.
  if (isReopened) await ports.eraseIfDeleted(lecture.userId);
  if (!isReopened && now >= lecture.deadlineAt) {
    await ports.lectures.expire(lecture, now);
    return { done: 'deadline passed' };
  }
  const taken = await claimOf(ports, lecture, delivery, now);
  if (taken === 'nothing uploaded') return { done: 'nothing uploaded yet' };
  // Another worker was quicker, so this one looks at the lecture again.
  if (!taken) return { again: 'claimed by another', inSeconds: 1 };
  const { claimed, recording } = taken;
  // A failed judgement may have given up its place, and an earlier claim may have died before it checked.
  const mayHaveLost = isReopened || claimed.attempt > 1;
  if (mayHaveLost && !(await keepsPlace(ports, claimed))) {
    const { failureReason: reason = 'INTERNAL_ERROR' } = lecture;
    await ports.lectures.finish(claimed, { status: 'FAILURE', reason }, ports.clock());
    if (reason === uploadMissing) await lookAtUploadLater(ports, message);
    return { done: 'another has its place' };
  }
  return workUnderClaim(ports, claimed, delivery, recording, begin);
}

/**
 * The lecture as the sender of the message saw it. It is claimed without a read, and the claim fails if it is not so
 * any more. Undefined where its row has to be read.
 */
function unreadOf(
  { userId, lectureId, uploadProof, unclaimed }: LectureMessage,
  delivery: Delivery,
  now: number,
) {
  const isToBeTried = delivery.receiveCount === 1 && !hasTooLittleTime(delivery);
  if (!unclaimed || !isToBeTried || now >= unclaimed.deadlineAt) return undefined;
  return {
    ...{ userId, lectureId, uploadProof, ...unclaimed },
    ...({ status: 'IN_PROGRESS', attempt: 0 } as const),
  };
}

const hasTooLittleTime = (delivery: Delivery) =>
  delivery.remainingMilliseconds() < minimumWorkSeconds * 1000;

/**
 * Claims a lecture in the state that is known of it. Its recording is opened first: to see which bytes there are and
 * to read their beginning is one request.
 * @returns undefined if the lecture is not in that state any more
 */
async function claimOf(
  ports: ProcessLecturePorts,
  lecture: Claimable & Pick<Lecture, 'kind' | 'deadlineAt'>,
  delivery: Delivery,
  now: number,
): Promise<
  { claimed: Lecture; recording: OpenRecording | undefined } | 'nothing uploaded' | undefined
> {
  // The bytes that are there now count, because an event may be minutes old.
  const isPinned = lecture.kind === 'text' || lecture.etag !== undefined;
  const opened = isPinned ? undefined : await ports.recordings.open(lecture);
  if (opened === 'missing' || opened === 'changed') return 'nothing uploaded';
  const remainingSeconds = delivery.remainingMilliseconds() / 1000;
  const pace = paceOf(ports.pace, lecture);
  const claimed = await ports.lectures.claim(lecture, {
    messageId: delivery.messageId,
    leaseUntil: now + (remainingSeconds + leaseMarginSeconds) * 1000,
    deadlineAt:
      lecture.status === 'FAILURE' ? now + clocks.deadlineSeconds * 1000 : lecture.deadlineAt,
    etag: opened?.etag,
    expected: pace && expectedOfClaim(pace.current(), lecture, opened, now),
  });
  return claimed && { claimed, recording: opened };
}

/**
 * A message that says so was sent after the row was put. A cheap read is then enough, because a claim on a
 * state that was read too early fails. An upload's event races with the submission, so it needs a consistent
 * read.
 */
async function findSubmitted(
  ports: ProcessLecturePorts,
  message: LectureMessage,
): Promise<Lecture | undefined> {
  const cheap = message.isSubmitted ? await ports.lectures.find(message, 'eventual') : undefined;
  return cheap ?? ports.lectures.find(message, 'consistent');
}

/** Our own messages are sent after the row was put, and the lecture may have ended since. */
function bringsUpload(
  { recording, isSubmitted }: LectureMessage,
  lecture: Lecture | undefined,
): boolean {
  return recording !== undefined && (!isSubmitted || lecture !== undefined);
}

function whyNotNow(
  lecture: Lecture,
  message: LectureMessage,
  delivery: Delivery,
  now: number,
): Outcome | undefined {
  const mayReopen = lecture.awaitsUpload || (message.redrive && isProvisionalFailure(lecture));
  if (lecture.status !== 'IN_PROGRESS' && !mayReopen) {
    return { done: `already ${lecture.status}` };
  }
  if (lecture.status === 'IN_PROGRESS' && lecture.lease && hasLiveLease(lecture, now)) {
    // The claimer's own message may be the only copy left; any other one is a duplicate.
    return lecture.lease.messageId === delivery.messageId
      ? { again: 'leased', inSeconds: Math.ceil((lecture.lease.until - now) / 1000) + 1 }
      : { done: 'leased by another message' };
  }
  if (hasTooLittleTime(delivery)) {
    return { again: 'too little time left in this run', inSeconds: 1 };
  }
  return undefined;
}

const consentWithdrawn = { status: 'FAILURE', reason: 'CONSENT_WITHDRAWN' } as const;

async function workUnderClaim(
  ports: ProcessLecturePorts,
  claimed: Lecture,
  delivery: Delivery,
  pinned: OpenRecording | undefined,
  begin: BeginWork,
): Promise<Outcome> {
  const askedInVain = askedBefore(ports, claimed);
  const { speech, chat, ...kept } = callsOfClaim(
    ports,
    { ...claimed, askedInVain },
    ports.allowance.prices,
  );
  const work: Work = { lecture: claimed, ...kept };
  try {
    const [hasWithdrawn, endingOf] = await Promise.all([
      ports.hasWithdrawn(claimed.userId),
      begin(ports, claimed, pinned),
      delivery.hideFor(Math.ceil(delivery.remainingMilliseconds() / 1000 + returnMarginSeconds)),
    ]);
    const billed = { ...ports, speech, chat, pace: paceOf(ports.pace, claimed) };
    const ending = hasWithdrawn ? consentWithdrawn : await endingOf(billed, work, delivery);
    if (ending === 'same bytes at work') return waitForOther(ports, claimed, delivery);
    const isWritten = ending !== 'claim lost' && (await endLecture(ports, work, ending));
    // A claim that seems lost may be our own write whose answer was lost. The ranking notices that itself.
    await countOrErase(ports, claimed, ending);
    if (ending === 'claim lost' || !isWritten) return { done: 'claim lost' };
    if (ending.status !== 'FAILURE') return { done: ending.status };
    // The row comes first. A crash in between then leaves an object to the bucket's lifecycle, while the
    // other order would lose the reason.
    if (work.isUploadRefused || isRefusedUpload(ending.reason)) {
      await ports.recordings.delete(claimed);
    }
    return { done: ending.reason };
  } catch (error) {
    const outcome = await endOrRetry(ports, work, delivery, error);
    return { ...outcome, cause: error };
  }
}

/**
 * A disputed label is judged by the endpoint after the one that gave it, as if that one and those before it
 * had given no answer. If there is no other endpoint, the same one judges it.
 */
function askedBefore(
  { chatPlaceOf }: Pick<ProcessLecturePorts, 'chatPlaceOf'>,
  { askedInVain, later }: Lecture,
): AskedInVain | undefined {
  const place = later?.disputed && chatPlaceOf(later.disputed);
  if (askedInVain || place === undefined) return askedInVain;
  return { assessment: Array.from({ length: place + 1 }, (_, index) => index) };
}

/** Gives the claim back for a while. The sweep brings back messages that were acknowledged in the end. */
async function waitForOther(
  ports: ProcessLecturePorts,
  claimed: Lecture,
  { receiveCount, isLastReceive }: Delivery,
): Promise<Outcome> {
  const inSeconds = backOffSeconds(receiveCount);
  await ports.lectures.release(claimed, ports.clock() + inSeconds * 1000);
  const why = 'the same bytes are another lecture at work';
  return isLastReceive ? { done: why } : { again: why, inSeconds: inSeconds + 1 };
}
