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
 * Above what the questions of one assessment can be. A Korean character is at most about one token;
 * of an answer the model's thinking is the larger part. The mean of two tries: the second one has
 * twice the room, where thinking took all of the first.
 */
const findBounds = { promptTokens: 4_000, answerTokens: 9_000 };
const judgeBounds = { promptTokens: 2_000, answerTokens: 6_500 };
const askBounds = { promptTokens: 1_000, answerTokens: 6_500 };
/** Faster than anybody speaks. */
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

/** One whose length nobody knows may be of the longest that is taken. */
function secondsAtMost({ longestSeconds, durationSeconds }: AudioRecording): number {
  const seconds = longestSeconds ?? durationSeconds ?? recordingMaximumSeconds;
  return Math.min(seconds, recordingMaximumSeconds);
}

export const microDollars = (dollars: number) => Math.ceil(dollars * 1_000_000);
