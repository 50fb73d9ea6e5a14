import { transcriptMaximumCharacters } from '../assessment/prompt.ts';
import type { ProviderPrices } from '../contracts/endpoints.ts';
import { keyPointsMaximum } from '../contracts/limits.ts';
import { recordingMaximumSeconds } from '../contracts/recordings.ts';
import type { AudioRecording } from '../recordings/recording.ts';
import { estimatedSeconds } from '../speech/estimated-seconds.ts';
import type { BilledTokens } from '../speech/provider-error.ts';
import type { HeardSpeech } from '../speech/speech-to-text.ts';

export function speechDollars(
  heard: HeardSpeech,
  recording: AudioRecording,
  prices: ProviderPrices,
): number {
  const seconds =
    heard.billedSeconds ??
    heard.durationSeconds ??
    recording.durationSeconds ??
    estimatedSeconds(recording);
  return (seconds / 60) * prices.speechPerMinute;
}

export function chatDollars(usage: BilledTokens | undefined, prices: ProviderPrices): number {
  const { inputTokens = 0, outputTokens = 0 } = usage ?? {};
  return (
    (inputTokens * prices.chatPerMillionInputTokens +
      outputTokens * prices.chatPerMillionOutputTokens) /
    1_000_000
  );
}

/**
 * These are above what the questions of one assessment can have. A Korean character is at most about one
 * token, and thinking is the larger part of an answer. They are the mean of two tries, of which the second
 * has twice the room if thinking has used up the first.
 */
const findBounds = { promptTokens: 4_000, answerTokens: 9_000 };
const judgeBounds = { promptTokens: 2_000, answerTokens: 6_500 };
const askBounds = { promptTokens: 1_000, answerTokens: 6_500 };
/** Nobody speaks faster than this. */
const charactersPerSecond = 12;
const tries = 2;

/** What is known of a lecture before it is paid for. */
export type Billable =
  | { readonly recording: AudioRecording }
  | { readonly transcript: { readonly text: string } };

/**
 * The most that a lecture can cost, one more try of everything included.
 * @param keyPoints that it is judged on
 */
export function mostMicroDollars(
  billable: Billable,
  prices: ProviderPrices,
  keyPoints: number = keyPointsMaximum,
): number {
  const seconds = 'recording' in billable ? secondsAtMost(billable.recording) : 0;
  const characters =
    'recording' in billable
      ? Math.min(seconds * charactersPerSecond, transcriptMaximumCharacters)
      : billable.transcript.text.length;
  const chat = chatDollars(
    {
      inputTokens:
        characters +
        findBounds.promptTokens +
        askBounds.promptTokens +
        keyPoints * judgeBounds.promptTokens,
      outputTokens:
        findBounds.answerTokens + askBounds.answerTokens + keyPoints * judgeBounds.answerTokens,
    },
    prices,
  );
  return microDollars(tries * ((seconds / 60) * prices.speechPerMinute + chat));
}

/** A recording of unknown length may have the greatest length that is accepted. */
function secondsAtMost({ longestSeconds, durationSeconds }: AudioRecording): number {
  const seconds = longestSeconds ?? durationSeconds ?? recordingMaximumSeconds;
  return Math.min(seconds, recordingMaximumSeconds);
}

export const microDollars = (dollars: number) => Math.ceil(dollars * 1_000_000);
