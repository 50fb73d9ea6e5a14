import type { AudioRecording } from '../recordings/recording.ts';

/**
 * These rates are assumed, not measured. MediaRecorder encodes speech at around 48 kbit/s when nobody
 * sets a rate (docs/costs.md assumes the same). Uncompressed sound is 16-bit mono at 48 kHz, which FLAC
 * halves.
 */
const compressedBitsPerSecond = 48_000;
const otherBitsPerSecond: Readonly<Record<string, number>> = {
  'audio/wav': 768_000,
  'audio/flac': 384_000,
};

/**
 * Estimates a recording's length by its size alone, for its cost where the provider does not state it.
 * The true length may well be half or twice as much.
 */
export function estimatedSeconds({
  sizeBytes,
  contentType,
}: Pick<AudioRecording, 'sizeBytes' | 'contentType'>): number {
  return (sizeBytes * 8) / (otherBitsPerSecond[contentType] ?? compressedBitsPerSecond);
}
