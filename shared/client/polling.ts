import type { Clock } from './clock.ts';
import { askedPauseSeconds, ClientTrouble, isPassing, troubleOf } from './trouble.ts';

const defaultPollSeconds = 3;
export const leastPollSeconds = 0.2;
const passingTroublesInARow = 5;
/** The published app also tries this often. */
const submitTries = 4;

/** How long to wait before looking again. */
export const pauseSeconds = (asked: number | undefined, own?: number): number =>
  Math.max(leastPollSeconds, own ?? asked ?? defaultPollSeconds);

/**
 * Asks up to four times. It is for calls that may be repeated, because they have a key or change nothing.
 * @throws ClientTrouble of the last time, or the signal's reason
 */
export const withRetries = async <Answer>(
  clock: Clock,
  ask: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> => {
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      const trouble = troubleOf(error);
      if (!trouble || !isPassing(trouble) || tries === submitTries) throw error;
      const seconds = Math.max(leastPollSeconds, askedPauseSeconds(trouble) ?? tries);
      await clock.sleep(seconds * 1000, signal);
    }
  }
};

/** A value that is polled, and how long the last answer asked to wait. */
export interface Looked<Value> {
  readonly value: Value;
  readonly retryAfterSeconds: number | undefined;
}

export interface Watching<Value> {
  /** Is called with every value, the first one included. */
  readonly seen: (value: Value) => void;
  readonly signal: AbortSignal;
  /** Replaces the pause that the API asks for. */
  readonly pollSeconds?: number | undefined;
  /** @default for as long as it takes */
  readonly waitSeconds?: number | undefined;
}

interface Looking<Value> extends Watching<Value> {
  readonly look: () => Promise<Looked<Value>>;
  readonly goesOn: (value: Value) => boolean;
}

/**
 * Polls for as long as `goesOn` says so, and gives up after five passing troubles in a row.
 * @throws ClientTrouble `waited-too-long` or of the last look, or the signal's reason
 */
export const polled = async <Value>(
  clock: Clock,
  first: Looked<Value>,
  looking: Looking<Value>,
): Promise<Value> => {
  const { look, goesOn, seen, signal, pollSeconds } = looking;
  const { waitSeconds = Number.POSITIVE_INFINITY } = looking;
  const endsAt = clock.now() + waitSeconds * 1000;
  let { value, retryAfterSeconds } = first;
  let troubles = 0;
  seen(value);
  while (goesOn(value)) {
    const leftMilliseconds = endsAt - clock.now();
    if (leftMilliseconds <= 0) throw new ClientTrouble({ kind: 'waited-too-long', waitSeconds });
    const pause = pauseSeconds(retryAfterSeconds, pollSeconds) * 1000;
    await clock.sleep(Math.min(pause, leftMilliseconds), signal);
    try {
      ({ value, retryAfterSeconds } = await look());
    } catch (error) {
      signal.throwIfAborted();
      troubles += 1;
      const trouble = troubleOf(error);
      if (!trouble || !isPassing(trouble) || troubles === passingTroublesInARow) throw error;
      retryAfterSeconds = askedPauseSeconds(trouble);
      continue;
    }
    signal.throwIfAborted();
    troubles = 0;
    seen(value);
  }
  return value;
};
