import type { CallLimits } from '../speech/ask-in-turn.ts';
import type { EpochMilliseconds, Lecture } from './lecture.ts';

/** What the work has to know about one receipt of a message. */
export interface Delivery {
  readonly messageId: string;
  readonly isLastReceive: boolean;
  /** How often the message was received. Retries back off by this. */
  readonly receiveCount: number;
  remainingMilliseconds(): number;
  /** Hides the message from other receivers for this long from now. */
  hideFor(seconds: number): Promise<void>;
}

/** `done` deletes the message; `again` lets it come back after `inSeconds`. */
export type Outcome =
  | { readonly done: string; readonly cause?: unknown }
  | { readonly again: string; readonly inSeconds: number; readonly cause?: unknown };

/** A call to a provider must have ended this long before its run ends. */
const answerMarginMilliseconds = 5_000;

/** The time for a call to a provider. It ends before the function and before the lecture's deadline. */
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
