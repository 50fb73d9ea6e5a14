import { describe, expect, it } from 'vitest';
import { estimatedSeconds } from '../../../shared/speech/estimated-seconds.ts';

describe('the length of a recording estimated from its size', () => {
  it.each([
    ['audio/webm', 1_800_000, 300],
    ['audio/mp4', 1_800_000, 300],
    ['audio/wav', 960_000, 10],
    ['audio/flac', 480_000, 10],
    ['audio/webm', 0, 0],
  ])('of %s with %i bytes is about %i s', (contentType, sizeBytes, seconds) => {
    expect(estimatedSeconds({ contentType, sizeBytes })).toBe(seconds);
  });
});
