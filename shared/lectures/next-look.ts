import type { EpochMilliseconds, Lecture } from './lecture.ts';
import type { LectureParts } from './lecture-parts.ts';

/** The pause where nothing is known. The published app always polls at this rate. */
export const usualPollSeconds = 3;
const leastPollSeconds = 1;
/** The longest pause, so that a wrong expectation costs nobody more than this. */
const mostPollSeconds = 20;
/**
 * After a step that is not the last, no lecture ends sooner than this, because the next step takes as long.
 */
const secondsBetweenSteps = 2;

/**
 * After how many seconds a client should look at a lecture again: when more can probably be read (for clients
 * that read parts), then when it may first have ended, and from then on each second.
 *
 * @param read the parts that were read, if the client reads parts
 */
export function nextLookSeconds(
  { stage, expected }: Pick<Lecture, 'stage' | 'expected'>,
  now: EpochMilliseconds,
  read?: Pick<LectureParts, 'isFound'>,
): number {
  if (!expected) return usualPollSeconds;
  const { partsAt, endsAt } = expected;
  const isHearing = stage === 'TRANSCRIBING';
  // With the transcript, the times of the following steps are estimated again.
  const awaitsParts = isHearing || (read !== undefined && now < partsAt && partsAt < endsAt);
  const leftSeconds = ((awaitsParts ? partsAt : endsAt) - now) / 1_000;
  // Once the passages are found, one step is left, which may take only a second.
  const least = isHearing || read?.isFound === false ? secondsBetweenSteps : leastPollSeconds;
  if (leftSeconds > 0) {
    return bounded(awaitsParts ? Math.ceil(leftSeconds) : Math.floor(leftSeconds), least);
  }
  return bounded(least - leftSeconds / (isHearing ? 5 : 20), least);
}

const bounded = (seconds: number, least: number): number =>
  Math.min(mostPollSeconds, Math.max(least, Math.floor(seconds)));
