import { describe, expect, it } from 'vitest';
import { mostMicroDollars } from '../../../shared/quota/provider-costs.ts';
import type { AudioRecording } from '../../../shared/recordings/recording.ts';

/** One micro-dollar for each token that is read, four for each that is written. */
const prices = {
  speechPerMinute: 0.006,
  chatPerMillionInputTokens: 1,
  chatPerMillionOutputTokens: 4,
};

const recordingOf = (lengths: Pick<AudioRecording, 'durationSeconds' | 'longestSeconds'>) => ({
  recording: {
    fileName: 'recording.webm',
    contentType: 'audio/webm',
    sizeBytes: 1,
    open: () => Promise.reject(new Error('nobody listens')),
    ...lengths,
  },
});
const mostFor = (lengths: Pick<AudioRecording, 'durationSeconds' | 'longestSeconds'>) =>
  mostMicroDollars(recordingOf(lengths), prices, 1);

/** For one key point: what is read beside the transcript, and what is written. */
const questions = 4_000 + 1_000 + 2_000 + 4 * (9_000 + 6_500 + 6_500);

describe('the most that a lecture can cost', () => {
  it('is twice that of its characters and of the questions on each key point if it was typed', () => {
    const transcript = { text: '가'.repeat(1_000) };
    expect(mostMicroDollars({ transcript }, prices, 1)).toBe(2 * (1_000 + questions));
    expect(mostMicroDollars({ transcript }, prices, 3)).toBe(
      2 * (1_000 + questions + 2 * (2_000 + 4 * 6_500)),
    );
  });

  it('is that of six key points if nobody says how many', () => {
    const transcript = { text: '' };
    expect(mostMicroDollars({ transcript }, prices)).toBe(
      mostMicroDollars({ transcript }, prices, 6),
    );
  });

  it('includes its minutes, and twelve characters a second, if it was recorded', () => {
    expect(mostFor({ durationSeconds: 90 })).toBe(2 * (9_000 + 90 * 12 + questions));
  });

  it('is that of the longest it may be if its length is an estimate', () => {
    expect(mostFor({ durationSeconds: 30, longestSeconds: 90 })).toBe(
      mostFor({ durationSeconds: 90 }),
    );
  });

  it('is that of ten minutes if its length is unknown, and never more', () => {
    const tenMinutes = 2 * (60_000 + 600 * 12 + questions);
    expect(mostFor({})).toBe(tenMinutes);
    expect(mostFor({ durationSeconds: 601 })).toBe(tenMinutes);
    expect(mostFor({ durationSeconds: 600 })).toBe(tenMinutes);
  });
});
