import { seoulDay } from '../calendar/seoul-day.ts';
import type { FailureReason } from '../contracts/lecture.ts';
import { isPractice } from '../habits/practice.ts';
import { type AllowancePorts, settleLecture } from '../quota/daily-allowance.ts';
import type { StandingSources } from '../ranking/ports.ts';
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
  readonly rank: (userId: number, read?: StandingSources) => Promise<'ranked' | 'user deleted'>;
  /**
   * Rebuilds streak, cards and everything else that comes of practice, for the day on which a lecture was
   * submitted. Repeating it changes nothing.
   *
   * @returns the sources of the standing, if they were read with the day
   */
  readonly keepHabits: (
    userId: number,
    day: number,
    isRanked: boolean,
  ) => Promise<StandingSources | undefined>;
  /** Is called after a write, and erases a user who was deleted meanwhile. */
  readonly eraseIfDeleted: (userId: number) => Promise<void>;
  /**
   * Notifies the devices of an end, if the submission wants that. It never fails. Only the worker that wrote the
   * end asks for it, and does so once.
   */
  readonly tellEnded: (lecture: Lecture, status: Ending['status']) => Promise<void>;
  readonly clock: Clock;
}

/** The work of one claim so far. */
export interface Work {
  /** The lecture as the next write needs it. */
  lecture: Lecture;
  /** What this claim has paid so far. */
  readonly spentMicroDollars: () => number;
  /** The endpoints that gave this claim and those before it no answer. */
  readonly askedInVain: () => AskedInVain | undefined;
  /** Whether the recording's bytes are of no use for any later lecture. */
  isUploadRefused?: boolean;
}

/** Writes the end and settles what was reserved. @returns false where somebody else was first */
export async function endLecture(ports: EndPorts, work: Work, ending: Ending): Promise<boolean> {
  const isWritten = await ports.lectures.finish(work.lecture, ending, ports.clock());
  if (!isWritten) return false;
  await settleLecture(ports.allowance, withSpent(work));
  if (work.lecture.notify) await ports.tellEnded(work.lecture, ending.status);
  return true;
}

function withSpent({ lecture, spentMicroDollars }: Work): Lecture {
  const before = lecture.spentMicroDollars;
  return before === undefined
    ? lecture
    : { ...lecture, spentMicroDollars: before + spentMicroDollars() };
}

/**
 * Counts the lecture in its learner's days of practice, and a graded recording in the ranking (but no typed
 * or focused lectures, own topics or samples). It erases a user who was deleted meanwhile.
 */
export async function countOrErase(
  ports: EndPorts,
  lecture: Lecture,
  result: Pick<Lecture, 'status' | 'isSample'> | 'claim lost',
): Promise<void> {
  const isJudged = result !== 'claim lost' && result.status === 'SUCCESS';
  const isSample = isJudged && result.isSample;
  const counts = isJudged && isRanked({ ...lecture, isSample });
  const read =
    isJudged && isPractice({ ...lecture, ...result })
      ? await ports.keepHabits(lecture.userId, seoulDay(lecture.createdAt), counts)
      : undefined;
  // The ranking has looked for a tombstone.
  if (counts && (await ports.rank(lecture.userId, read)) === 'ranked') return;
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
  // After its last receive the message goes to the dead-letter queue, where an operator sees it. A lecture
  // that could not be ended here has already ended, perhaps as SUCCESS, and must then still be ranked.
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
