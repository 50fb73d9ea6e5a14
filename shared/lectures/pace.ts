import { recordingMaximumSeconds } from '../contracts/recordings.ts';
import type { EpochMilliseconds, Expected, Lecture, Recording } from './lecture.ts';

/**
 * How long something took lately: its mean and its mean deviation. Newer values weigh more, as when TCP
 * estimates round trips (RFC 6298, section 2).
 */
export interface Lately {
  readonly mean: number;
  readonly deviation: number;
  /** From how many values it was learned, as far as they still count. @default 0 */
  readonly seen?: number | undefined;
}

/** How long a stage's recent lectures took. It only paces polls; nothing else depends on it. */
export interface Pace {
  /** The time to transcribe a recording, as a share of {@link usualHearingSeconds}. */
  readonly hearing: Lately;
  /** Seconds from the transcript to the first key point that is judged. */
  readonly firstJudged: Lately;
  /** Seconds from the transcript to the end. */
  readonly assessing: Lately;
}

/**
 * The pace before anything is learned: speech at 15 times real time, and a chat model that thinks a little.
 */
export const usualPace: Pace = {
  hearing: { mean: 1, deviation: 0.2 },
  firstJudged: { mean: 8.5, deviation: 1.5 },
  assessing: { mean: 10.5, deviation: 1.5 },
};

const usualHearingSeconds = (audioSeconds: number): number => 0.8 + audioSeconds / 15;

/**
 * Before a recording is opened, only its size hints at its length, and little: an uncompressed one is as
 * large as a compressed one that is twenty times as long. So its length is never estimated as very long.
 */
const usualBytesPerSecond = 6_000;
const mostSecondsBySize = 60;

const newestShare = 1 / 32;
const newestDeviationShare = 1 / 16;
const mostSeen = 1 / newestShare;

/** The first few lectures weigh more, so that a much quicker or slower stage is soon known. */
function learned({ mean, deviation, seen = 0 }: Lately, observed: number): Lately {
  const share = 1 / (seen + 8);
  const distance = Math.abs(observed - mean);
  return {
    mean: mean + Math.max(newestShare, share) * (observed - mean),
    deviation: deviation + Math.max(newestDeviationShare, share) * (distance - deviation),
    seen: Math.min(mostSeen, seen + 1),
  };
}

/** What one lecture took, as far as it is known. */
export interface Took {
  readonly hearing?: { readonly audioSeconds: number; readonly seconds: number } | undefined;
  readonly firstJudgedSeconds?: number | undefined;
  readonly assessingSeconds?: number | undefined;
}

export function paceAfter(pace: Pace, took: Took): Pace {
  const { hearing, firstJudgedSeconds, assessingSeconds } = took;
  const next = (before: Lately, observed: number | undefined) =>
    observed === undefined ? before : learned(before, observed);
  return {
    hearing: next(
      pace.hearing,
      hearing && hearing.seconds / usualHearingSeconds(hearing.audioSeconds),
    ),
    firstJudged: next(pace.firstJudged, firstJudgedSeconds),
    assessing: next(pace.assessing, assessingSeconds),
  };
}

/** Few lectures end before this. From then on clients look each second. */
const early = ({ mean, deviation }: Lately): number => Math.max(0, mean - 1.75 * deviation);

export function expectedOfTranscript(pace: Pace, now: EpochMilliseconds): Expected {
  return {
    partsAt: now + 1_000 * pace.firstJudged.mean,
    endsAt: now + 1_000 * early(pace.assessing),
  };
}

/** @param recording undefined where it was pinned before */
export function expectedOfRecording(
  pace: Pace,
  { saidSeconds }: Pick<Lecture, 'saidSeconds'>,
  recording: Recording | undefined,
  now: EpochMilliseconds,
): Expected {
  const bySize = recording && recording.sizeBytes / usualBytesPerSecond;
  const audioSeconds = saidSeconds ?? Math.min(bySize ?? 0, mostSecondsBySize);
  const usual = usualHearingSeconds(Math.min(audioSeconds, recordingMaximumSeconds));
  return {
    partsAt: now + 1_000 * usual * pace.hearing.mean,
    endsAt: now + 1_000 * (usual * early(pace.hearing) + early(pace.assessing)),
  };
}

/** The expected times from the claim on. A text needs no transcription. */
export function expectedOfClaim(
  pace: Pace,
  lecture: Pick<Lecture, 'kind' | 'saidSeconds'>,
  recording: Recording | undefined,
  now: EpochMilliseconds,
): Expected {
  return lecture.kind === 'recording'
    ? expectedOfRecording(pace, lecture, recording, now)
    : expectedOfTranscript(pace, now);
}

/** Later judgements have other steps than lectures, so neither is a pattern for the other. */
export function paceOf(
  pace: PaceMemory | undefined,
  { later }: Pick<Lecture, 'later'>,
): PaceMemory | undefined {
  return later ? undefined : pace;
}

/** The value has three decimal places, because it is stored with each lecture. */
export function roundedPace(pace: Pace): Pace {
  const rounded = ({ mean, deviation, seen }: Lately): Lately => ({
    mean: Number(mean.toFixed(3)),
    deviation: Number(deviation.toFixed(3)),
    seen,
  });
  return {
    hearing: rounded(pace.hearing),
    firstJudged: rounded(pace.firstJudged),
    assessing: rounded(pace.assessing),
  };
}

/** What a process knows of the pace, from other processes and from its own work. */
export interface PaceMemory {
  readonly current: () => Pace;
  /** Takes over what other processes have learned meanwhile. */
  adopt(pace: Pace): void;
  note(took: Took): void;
}

export function paceMemory(pace: Pace = usualPace): PaceMemory {
  let current = pace;
  return {
    current: () => current,
    adopt: (other) => {
      current = other;
    },
    note: (took) => {
      current = paceAfter(current, took);
    },
  };
}
