import type { AudioRecording } from '../recordings/recording.ts';

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
}

export interface SpeechToText {
  /** @throws ProviderError */
  transcribe(
    recording: AudioRecording,
    limits: { budgetMilliseconds: number },
  ): Promise<HeardSpeech>;
}
