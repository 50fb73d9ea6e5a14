import type { Feedback } from '../contracts/lecture-body.ts';
import type { StoredTranscript } from '../lectures/ports.ts';

/** A gap between segments that a listener notices. */
const pauseSeconds = 1;

/**
 * Words that fill a pause. A single "그" is a filler only where a pause or another filler follows it:
 * before a noun it means "that", which occurs in any talk.
 */
const fillers =
  /(?<!\p{L})(?:음+|어+|저기|뭐지|그{2,}|그(?=\s*[,.…~]|\s+(?:음+|어+|그+|저기|뭐지|뭐)(?!\p{L}))|um+|uh+|er+|you know)(?!\p{L})/giu;

/**
 * Measures how a talk was delivered, as far as the timings allow. The figures inform and are not
 * scored.
 */
export function deliveryFigures(
  transcript: StoredTranscript,
): Omit<Feedback['delivery'], 'strengths'> {
  const { segments, durationSeconds } = transcript;
  const text = transcript.text.normalize('NFC');
  const figures = { fillerCount: text.match(fillers)?.length ?? 0 };
  if (!durationSeconds) return figures;
  const pauses = (segments ?? [])
    .slice(1)
    .map((segment, index) => segment.startSeconds - (segments?.[index]?.endSeconds ?? 0))
    .filter((seconds) => seconds >= pauseSeconds);
  return {
    ...figures,
    durationSeconds: rounded(durationSeconds),
    syllablesPerSecond: rounded(syllables(text) / durationSeconds),
    ...(segments && {
      pauseCount: pauses.length,
      longestPauseSeconds: rounded(Math.max(0, ...pauses)),
    }),
  };
}

/** Counts syllables: each Hangul block is one, and in Latin script a run of vowels is about one. */
function syllables(text: string): number {
  const hangul = text.match(/\p{Script=Hangul}/gu)?.length ?? 0;
  const latin = text.match(/[aeiouy]+/gi)?.length ?? 0;
  return hangul + latin;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
