import { seoulDay } from '../calendar/seoul-day.ts';
import type { FailureReason } from '../contracts/lecture.ts';
import { isPractice } from '../habits/practice.ts';
import { type AllowancePorts, settleLecture } from '../quota/daily-allowance.ts';
import { RecordingGoneError } from '../recordings/recording.ts';
import { backOffSeconds } from '../speech/back-off.ts';
import { ProviderError, providerFailure } from '../speech/provider-error.ts';
import type { Delivery, Outcome } from './delivery.ts';
import { type AskedInVain, type Ending, isRanked, type Lecture } from './lecture.ts';
import type { Clock, LectureStore } from './ports.ts';

export interface EndPorts {
  readonly lectures: Pick<LectureStore, 'finish' | 'release'>;
  readonly allowance: AllowancePorts;
  /** Counts a graded recording in its learner's standing; repeating it changes nothing. */
  readonly rank: (userId: number) => Promise<'ranked' | 'user deleted'>;
  /**
   * Makes streak, cards and what else comes of practice anew, of the day that a lecture was submitted
   * on; repeating it changes nothing.
   */
  readonly keepHabits: (userId: number, day: number) => Promise<unknown>;
  /** After a write: leaves nothing of a user who was deleted meanwhile. */
  readonly eraseIfDeleted: (userId: number) => Promise<void>;
  /** Has the devices told of an end that its submission wants to be told of; never fails. */
  readonly tellEnded: (lecture: Lecture, status: Ending['status']) => Promise<void>;
  readonly clock: Clock;
}

/** One claim's work, as far as it has come. */
export interface Work {
  /** The lecture as the next write must know it. */
  lecture: Lecture;
  /** Paid by this claim so far. */
  readonly spentMicroDollars: () => number;
  /** What this claim and those before it asked without an answer. */
  readonly askedInVain: () => AskedInVain | undefined;
  /** Nothing will ever be made of its bytes, whatever it ends as. */
  isUploadRefused?: boolean;
}

/** Writes the end, and settles what was reserved for it. False where somebody else was first. */
export async function endLecture(ports: EndPorts, work: Work, ending: Ending): Promise<boolean> {
  const isWritten = await ports.lectures.finish(work.lecture, ending, ports.clock());
  if (!isWritten) return false;
  if (work.lecture.notify) await ports.tellEnded(work.lecture, ending.status);
  await settleLecture(ports.allowance, withSpent(work));
  return true;
}

function withSpent({ lecture, spentMicroDollars }: Work): Lecture {
  const before = lecture.spentMicroDollars;
  return before === undefined
    ? lecture
    : { ...lecture, spentMicroDollars: before + spentMicroDollars() };
}

/**
 * Counts what was judged among its learner's days of practice, and a graded recording in the ranking
 * (typed ones, focused ones, own topics and samples stay outside), and leaves nothing of a user who was
 * deleted meanwhile. Whoever could be ranked is there.
 */
export async function countOrErase(
  ports: EndPorts,
  lecture: Lecture,
  result: Pick<Lecture, 'status' | 'isSample'> | 'claim lost',
): Promise<void> {
  const isJudged = result !== 'claim lost' && result.status === 'SUCCESS';
  const isSample = isJudged && result.isSample;
  // Before the ranking, which looks for a tombstone.
  if (isJudged && isPractice({ ...lecture, ...result })) {
    await ports.keepHabits(lecture.userId, seoulDay(lecture.createdAt));
  }
  const counts = isJudged && isRanked({ ...lecture, isSample });
  if (counts && (await ports.rank(lecture.userId)) === 'ranked') return;
  await ports.eraseIfDeleted(lecture.userId);
}

/** A passing error gives the lecture back for later, as long as there is a later. */
export async function endOrRetry(
  ports: EndPorts,
  work: Work,
  delivery: Delivery,
  error: unknown,
): Promise<Outcome> {
  const now = ports.clock();
  const { kind, reason, isPassing, retryAfterSeconds } = failureOf(error);
  const inSeconds = backOffSeconds(delivery.receiveCount, retryAfterSeconds);
  const retryAt = now + inSeconds * 1000;
  if (isPassing && !delivery.isLastReceive && retryAt < work.lecture.deadlineAt) {
    // The pause is a lease too: the sweep and duplicates leave the lecture alone until then.
    const givenBack = { ...withSpent(work), askedInVain: work.askedInVain() };
    await ports.lectures.release(givenBack, retryAt);
    return { again: kind, inSeconds: inSeconds + 1 };
  }
  const isEnded = await endLecture(ports, work, { status: 'FAILURE', reason });
  // On its last receive the message goes on to the dead-letter queue, for an operator to see. What
  // could not be ended has ended: as SUCCESS perhaps, and then it must still be ranked.
  const comesBack = isPassing && (delivery.isLastReceive || !isEnded);
  return comesBack ? { again: kind, inSeconds: 1 } : { done: reason };
}

export const goneReasons = { missing: 'UPLOAD_MISSING', changed: 'RECORDING_CHANGED' } as const;

function failureOf(error: unknown): {
  kind: string;
  reason: FailureReason;
  isPassing: boolean;
  retryAfterSeconds?: number | undefined;
} {
  if (error instanceof RecordingGoneError) {
    return { kind: 'recording gone', reason: goneReasons[error.kind], isPassing: false };
  }
  if (!(error instanceof ProviderError)) {
    return { kind: 'unexpected error', reason: 'INTERNAL_ERROR', isPassing: true };
  }
  return {
    kind: error.kind,
    ...providerFailure(error),
    retryAfterSeconds: error.retryAfterSeconds,
  };
}
