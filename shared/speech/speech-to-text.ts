import type { AudioRecording } from '../recordings/recording.ts';
import type { CallLimits } from './ask-in-turn.ts';

export interface SpeechSegment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly text: string;
  /** The model's own doubts, where it states them (Whisper's verbose_json). */
  readonly noSpeechProbability?: number | undefined;
  readonly averageLogProbability?: number | undefined;
  readonly compressionRatio?: number | undefined;
}

/** What was heard. Only models that give timings return segments. */
export interface HeardSpeech {
  readonly text: string;
  readonly language?: string | undefined;
  readonly durationSeconds?: number | undefined;
  /** The whole seconds that the provider charges for, where it states them. */
  readonly billedSeconds?: number | undefined;
  readonly segments?: readonly SpeechSegment[] | undefined;
  readonly model: string;
  /** Host name of the endpoint that answered. */
  readonly provider?: string | undefined;
}

/** What a recogniser is told to expect. */
export interface SpeechHints {
  /** Words of the topic, the most telling first. */
  readonly terms: readonly string[];
  /**
   * ISO 639-1 codes of the languages that may be spoken, the likeliest first. If there is only one, it
   * is the language.
   */
  readonly languages: readonly string[];
}

export interface SpeechLimits extends CallLimits {
  readonly hints?: SpeechHints | undefined;
}

export interface SpeechToText {
  /** @throws ProviderError */
  transcribe(recording: AudioRecording, limits: SpeechLimits): Promise<HeardSpeech>;
}
