import { seoulDay } from '../calendar/seoul-day.ts';
import type { CreditReader } from '../quota/credits.ts';
import { asSeenAt, type EpochMilliseconds, isProvisionalFailure, type Lecture } from './lecture.ts';
import type {
  Clock,
  LectureDetails,
  LectureStore,
  RepeatGuard,
  StoredFeedback,
  Submitted,
} from './ports.ts';
import { purposeName } from './purpose.ts';

export interface GiveWayPorts {
  readonly credits: Pick<CreditReader, 'find'>;
  readonly clock: Clock;
}

export interface SameBytesPorts extends GiveWayPorts {
  readonly lectures: Pick<LectureStore, 'find'>;
  readonly repeats: RepeatGuard;
}

/**
 * Whether the lecture that these bytes became lets them become another one. A final failure does not, because
 * the same bytes would only be refused again.
 */
export async function givesWay(
  ports: GiveWayPorts,
  first: Lecture,
  submitted: Submitted,
): Promise<boolean> {
  const now = ports.clock();
  return isForSomethingElse(first, submitted) || mayBeAskedAnew(first, now)
    ? true
    : isAllowanceRaised(ports, first, now);
}

/** Whether a reward that came after the end has opened the day's allowance again. */
async function isAllowanceRaised(
  { credits }: GiveWayPorts,
  { userId, failureReason, endedAt }: Lecture,
  now: EpochMilliseconds,
): Promise<boolean> {
  if (failureReason !== 'QUOTA_EXCEEDED' || endedAt === undefined) return false;
  const { lastAt } = await credits.find(userId, seoulDay(now));
  return lastAt !== undefined && lastAt >= endedAt;
}

function isForSomethingElse(first: Lecture, submitted: Submitted): boolean {
  const { etag, topic } = first;
  // A refused POST (same URL, another topic or purpose) leaves a guard that points to the other's lecture.
  if (topic.topicId !== submitted.topicId) return true;
  if (purposeName(first) !== submitted.purpose) return true;
  // The upload was repeated before the lecture was claimed, so it has other bytes now.
  return etag !== undefined && etag !== submitted.etag;
}

/**
 * Whether it failed for a passing reason, without an upload or a consent, or by an allowance that is open
 * again.
 */
export function mayBeAskedAnew(first: Lecture, now: EpochMilliseconds): boolean {
  const seen = asSeenAt(first, now);
  if (seen.failureReason === 'QUOTA_EXCEEDED') return (seen.nextAllowanceAt ?? now) <= now;
  const mayHaveCome: readonly (string | undefined)[] = ['UPLOAD_MISSING', 'CONSENT_WITHDRAWN'];
  return mayHaveCome.includes(seen.failureReason) || isProvisionalFailure(seen);
}

/** Whether it has ended without a result, so that another try may replace it. */
export function hasGivenUp(lecture: Lecture, now: EpochMilliseconds): boolean {
  const { status } = asSeenAt(lecture, now);
  return status === 'STT_EMPTY' || status === 'FAILURE';
}

/**
 * Takes the repeat guard for the bytes that a claim has pinned, unless the submission did that.
 * @returns the other lecture of the same user and topic that these bytes already are
 */
export async function findOtherOfBytes(
  ports: SameBytesPorts,
  claimed: Lecture,
): Promise<Lecture | undefined> {
  const { userId, lectureId, topic, etag, heldEtag, uploadProof } = claimed;
  if (etag === undefined || etag === heldEtag) return undefined;
  const submitted = { userId, topicId: topic.topicId, purpose: purposeName(claimed), etag };
  let insteadOf: number | undefined;
  for (;;) {
    const key = { lectureId, uploadProof };
    const holder = await ports.repeats.hold(submitted, key, ports.clock(), insteadOf);
    if (holder.lectureId === lectureId) return undefined;
    const other = await ports.lectures.find({ userId, ...holder }, 'consistent');
    // A lecture without a row belongs to a POST under way. Its own claim will find this lecture here.
    const staysFirst = other && !(await givesWay(ports, other, submitted));
    if (staysFirst) return other;
    insteadOf = holder.lectureId;
  }
}

/** Gives this lecture the result that the same bytes had before, at no cost. */
export async function takeOverResult(
  details: LectureDetails,
  lecture: Lecture,
  other: Lecture,
): Promise<StoredFeedback | undefined> {
  const [transcript, feedback] = await Promise.all([
    details.findTranscript(other),
    details.findFeedback(other),
  ]);
  if (transcript) await details.keepTranscript(lecture, transcript);
  return feedback && details.keepFeedback(lecture, feedback);
}
