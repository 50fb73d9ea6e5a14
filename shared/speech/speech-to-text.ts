import type { AudioRecording } from '../recordings/recording.ts';
import type { CallLimits } from './in-turn.ts';

export interface SpeechSegment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly text: string;
  /** The model's own doubts, where it gives them (Whisper's verbose_json). */
  readonly noSpeechProbability?: number | undefined;
  readonly averageLogProbability?: number | undefined;
  readonly compressionRatio?: number | undefined;
}

/** What was heard. Segments only from models that give timings. */
export interface HeardSpeech {
  readonly text: string;
  readonly language?: string | undefined;
  readonly durationSeconds?: number | undefined;
  /** What the provider charges for, where it says so: whole seconds. */
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
  /** Codes of ISO 639-1: those that may be spoken, the likeliest first. One alone is the language. */
  readonly languages: readonly string[];
}

export interface SpeechLimits extends CallLimits {
  readonly hints?: SpeechHints | undefined;
}

export interface SpeechToText {
  /** @throws ProviderError */
  transcribe(recording: AudioRecording, limits: SpeechLimits): Promise<HeardSpeech>;
}
