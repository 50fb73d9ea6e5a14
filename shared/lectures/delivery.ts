import type { CallLimits } from '../speech/in-turn.ts';
import type { EpochMilliseconds, Lecture } from './lecture.ts';

/** One receipt of a message, as far as the work must know it. */
export interface Delivery {
  readonly messageId: string;
  readonly isLastReceive: boolean;
  /** How often the message was received, by which retries back off. */
  readonly receiveCount: number;
  remainingMilliseconds(): number;
  /** Hides the message from other receivers for so long from now. */
  hideFor(seconds: number): Promise<void>;
}

/** `done` deletes the message; `again` leaves it to come back after so many seconds. */
export type Outcome =
  | { readonly done: string; readonly cause?: unknown }
  | { readonly again: string; readonly inSeconds: number; readonly cause?: unknown };

/** So long before its run's end a call to a provider must have ended. */
const answerMarginMilliseconds = 5_000;

/** Time for a call to a provider: never past the function's own end nor the lecture's deadline. */
export function callLimits(
  now: EpochMilliseconds,
  lecture: Lecture,
  delivery: Delivery,
): CallLimits {
  const remaining = delivery.remainingMilliseconds();
  const untilDeadline = lecture.deadlineAt - now;
  const milliseconds = Math.min(remaining - answerMarginMilliseconds, untilDeadline);
  return {
    budgetMilliseconds: Math.max(1, Math.floor(milliseconds)),
    isLastChance: delivery.isLastReceive || untilDeadline <= remaining,
  };
}
