import type { AudioRecording } from '../recordings/recording.ts';
import { type InTurnOptions, inTurn } from './ask-in-turn.ts';
import { estimatedSeconds } from './estimated-seconds.ts';
import type { SpeechToText } from './speech-to-text.ts';

/** Recognisers are many times faster than speech; the rest is for the network and a queue. */
const baseMilliseconds = 20_000;
const shareOfRecording = 0.2;
/** Two calls of this length fit into one run. */
const longestMilliseconds = 105_000;

/** The time that one call may take, by the length of its recording. */
export function transcriptionMilliseconds(recording: AudioRecording): number {
  const seconds = recording.durationSeconds ?? estimatedSeconds(recording);
  return Math.min(baseMilliseconds + seconds * 1000 * shareOfRecording, longestMilliseconds);
}

/** Combines several recognisers into one: the first that can answer does. */
export function speechInTurn(
  endpoints: readonly SpeechToText[],
  options: Omit<InTurnOptions, 'step'>,
): SpeechToText {
  const ask = inTurn(endpoints, { ...options, step: 'speech' });
  return {
    transcribe: (recording, limits) =>
      ask(limits, transcriptionMilliseconds(recording), (endpoint, budgetMilliseconds) =>
        endpoint.transcribe(recording, { ...limits, budgetMilliseconds }),
      ),
  };
}
