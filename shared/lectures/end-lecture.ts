import type { FailureReason } from '../contracts/lecture.ts';
import { backOffSeconds } from '../speech/back-off.ts';
import { ProviderError, providerFailure } from '../speech/provider-error.ts';
import type { Delivery, Outcome } from './delivery.ts';
import type { Lecture } from './lecture.ts';
import type { Clock, LectureStore } from './ports.ts';

export interface EndPorts {
  readonly lectures: Pick<LectureStore, 'finish' | 'release'>;
  /** Counts a graded recording in its learner's standing; repeating it changes nothing. */
  readonly rank: (userId: number) => Promise<'ranked' | 'user deleted'>;
  /** After a write: leaves nothing of a user who was deleted meanwhile. */
  readonly eraseIfDeleted: (userId: number) => Promise<void>;
  readonly clock: Clock;
}

/**
 * Counts a graded recording in the ranking (typed lectures stay outside), and leaves nothing of a
 * user who was deleted meanwhile. Whoever could be ranked is there.
 */
export async function settle(
  ports: EndPorts,
  lecture: Lecture,
  result: Lecture['status'] | 'claim lost',
): Promise<void> {
  const counts = result === 'SUCCESS' && lecture.kind === 'recording';
  if (counts && (await ports.rank(lecture.userId)) === 'ranked') return;
  await ports.eraseIfDeleted(lecture.userId);
}

/** A passing error gives the lecture back for later, as long as there is a later. */
export async function endOrRetry(
  ports: EndPorts,
  claimed: Lecture,
  delivery: Delivery,
  error: unknown,
): Promise<Outcome> {
  const now = ports.clock();
  const { kind, reason, isPassing, retryAfterSeconds } = failureOf(error);
  const inSeconds = backOffSeconds(delivery.receiveCount, retryAfterSeconds);
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
