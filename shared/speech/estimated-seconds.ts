import type { AudioRecording } from '../recordings/recording.ts';

/**
 * Assumed, not measured: what MediaRecorder makes of speech when nobody sets a rate is around 48
 * kbit/s (docs/costs.md reckons with the same), and what is not compressed is 16 bits of mono at
 * 48 kHz, which FLAC halves.
 */
const compressedBitsPerSecond = 48_000;
const otherBitsPerSecond: Readonly<Record<string, number>> = {
  'audio/wav': 768_000,
  'audio/flac': 384_000,
};

/**
 * How long a recording may be, by its size alone: for a cost where the provider does not say. Half
 * or twice as long is well possible.
 */
export function estimatedSeconds({
  sizeBytes,
  contentType,
}: Pick<AudioRecording, 'sizeBytes' | 'contentType'>): number {
  return (sizeBytes * 8) / (otherBitsPerSecond[contentType] ?? compressedBitsPerSecond);
}
