import { setTimeout as sleep } from 'node:timers/promises';
import type { LectureAnswer } from './api-client.ts';
import { isPassing, TeachTrouble } from './trouble.ts';
import type { Lecture } from './wire.ts';

const defaultPollSeconds = 3;
const leastPollSeconds = 0.2;
const passingTroublesInARow = 5;
/** The app tries as often. */
const submitTries = 4;

type Pace = {
  /** Set: instead of what the API asks for. */
  readonly pollSeconds: number | undefined;
  readonly interrupt: AbortSignal;
};

/** How long to wait before looking again. */
export const pauseSeconds = (asked: number | undefined, own: number | undefined): number =>
  Math.max(leastPollSeconds, own ?? asked ?? defaultPollSeconds);

const askedPause = (trouble: TeachTrouble['trouble']): number | undefined =>
  trouble.kind === 'problem' ? trouble.retryAfterSeconds : undefined;

/** Submitting again is safe (one recording is one lecture), so a passing trouble costs no upload. */
export const submitPatiently = async (
  submit: () => Promise<LectureAnswer>,
  pace: Pace,
): Promise<LectureAnswer> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await submit();
    } catch (error) {
      const passing = error instanceof TeachTrouble && isPassing(error.trouble);
      if (!passing || tries === submitTries || pace.interrupt.aborted) throw error;
      const seconds = pauseSeconds(askedPause(error.trouble), pace.pollSeconds);
      await sleep(seconds * 1000, undefined, { signal: pace.interrupt });
    }
  }
};

/** A lecture that ended for want of its upload goes on if that still comes. */
const mayGoOn = ({ status, uploadUntil }: Lecture, now: number): boolean =>
  status === 'IN_PROGRESS' || (status === 'FAILURE' && now < Date.parse(uploadUntil ?? ''));

/**
 * Looks again and again until the lecture has ended for good. A passing trouble is borne
 * five times in a row: the lecture itself goes on meanwhile.
 * @param seen is given every answer's lecture, the first one included
 * @throws TeachTrouble `waited-too-long`, or whatever the looking threw
 */
export const untilEnded = async (
  first: LectureAnswer,
  look: () => Promise<LectureAnswer>,
  seen: (lecture: Lecture) => void,
  pace: Pace & { readonly waitSeconds: number; readonly now: () => number },
): Promise<Lecture> => {
  const endsAt = pace.now() + pace.waitSeconds * 1000;
  let { lecture, retryAfterSeconds } = first;
  let troubles = 0;
  seen(lecture);
  while (mayGoOn(lecture, pace.now())) {
    const leftMs = endsAt - pace.now();
    if (leftMs <= 0) {
      throw new TeachTrouble({ kind: 'waited-too-long', waitSeconds: pace.waitSeconds });
    }
    const pauseMs = pauseSeconds(retryAfterSeconds, pace.pollSeconds) * 1000;
    await sleep(Math.min(pauseMs, leftMs), undefined, { signal: pace.interrupt });
    try {
      ({ lecture, retryAfterSeconds } = await look());
      troubles = 0;
      seen(lecture);
    } catch (error) {
      troubles += 1;
      const passing = error instanceof TeachTrouble && isPassing(error.trouble);
      if (!passing || troubles === passingTroublesInARow || pace.interrupt.aborted) throw error;
      retryAfterSeconds = askedPause(error.trouble);
    }
  }
  return lecture;
};
