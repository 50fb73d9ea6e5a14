import type { EpochMilliseconds, Lecture } from './lecture.ts';
import type { LectureParts } from './lecture-parts.ts';

/** Where nothing is known: as often as the published app polls, whatever it is told. */
export const usualPollSeconds = 3;
const leastPollSeconds = 1;
/** So that what is expected wrongly costs nobody more than this. */
const mostPollSeconds = 20;
/** No lecture ends sooner after a step that is not its last: its next one takes as long. */
const secondsBetweenSteps = 2;

/**
 * After how many seconds it is worth looking at a lecture again: when there is likely more to be read
 * (of use to those who read parts), then when it may first have ended, and from then on each second.
 *
 * @param read what was read of its parts, by those who do
 */
export function nextLookSeconds(
  { stage, expected }: Pick<Lecture, 'stage' | 'expected'>,
  now: EpochMilliseconds,
  read?: Pick<LectureParts, 'isFound'>,
): number {
  if (!expected) return usualPollSeconds;
  const { partsAt, endsAt } = expected;
  const isHearing = stage === 'TRANSCRIBING';
  // What comes after the transcript is foretold anew with it.
  const awaitsParts = isHearing || (read !== undefined && now < partsAt && partsAt < endsAt);
  const leftSeconds = ((awaitsParts ? partsAt : endsAt) - now) / 1_000;
  // Once the passages are found there is one step left, which may take no longer than a second.
  const least = isHearing || read?.isFound === false ? secondsBetweenSteps : leastPollSeconds;
  if (leftSeconds > 0) {
    return bounded(awaitsParts ? Math.ceil(leftSeconds) : Math.floor(leftSeconds), least);
  }
  return bounded(least - leftSeconds / (isHearing ? 5 : 20), least);
}

const bounded = (seconds: number, least: number): number =>
  Math.min(mostPollSeconds, Math.max(least, Math.floor(seconds)));
