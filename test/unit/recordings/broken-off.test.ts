import { describe, expect, it } from 'vitest';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import { type MadeFormat, madeRecording } from '../../support/made-recording.ts';
import { countedReads, recordingFixture, wholeOf } from '../../support/recording-bytes.ts';

async function lengthOf(bytes: Uint8Array) {
  const source = countedReads(sourceOf(bytes));
  const recognition = await recognizeRecording(source, { maximumSeconds: 600 });
  if (!('recording' in recognition)) throw new Error(JSON.stringify(recognition));
  const reads = source.reads.length;
  expect((await wholeOf(recognition.recording)).equals(Buffer.from(bytes))).toBe(true);
  return { seconds: recognition.recording.durationSeconds ?? 0, reads };
}

const notTheLastBytes = (bytes: Uint8Array, share: number) =>
  bytes.subarray(0, Math.round(bytes.length * share));

describe('a recording that broke off behind a header which promises all of it', () => {
  it.each<[MadeFormat, number]>([
    ['finished webm', 3],
    ['live webm', 3],
    ['live matroska', 3],
    ['fragmented mp4', 3],
    ['ogg', 3],
    // If its index comes first, each half of what it lists must be looked for.
    ['mp4 with its index first', 12],
  ])('is as long as what has come of it, in %s', async (format, mostReads) => {
    const bytes = await madeRecording(format, { seconds: 500, bytesPerSecond: 6_000 });
    for (const share of [0.33, 0.7001]) {
      const { seconds, reads } = await lengthOf(notTheLastBytes(bytes, share));
      // The index is a part of the bytes, too.
      expect(Math.abs(seconds - share * 500), `${share} of it`).toBeLessThan(15);
      expect(reads).toBeLessThanOrEqual(mostReads);
    }
  });

  it.each([
    ['untagged.flac', 1.78],
    ['hash-table-english.ogg', 23.79],
    ['formats/live.webm', 4],
  ])('is as long as what has come of it, in %s', async (name, whole) => {
    const bytes = await recordingFixture(name);
    const { seconds } = await lengthOf(notTheLastBytes(bytes, 0.5));
    expect(seconds).toBeGreaterThan(whole * 0.2);
    expect(seconds).toBeLessThan(whole * 0.75);
  });

  it('is not too long for what never came', async () => {
    const bytes = await madeRecording('finished webm', { seconds: 700, bytesPerSecond: 2_000 });
    expect((await lengthOf(notTheLastBytes(bytes, 0.5))).seconds).toBeLessThan(360);
  });
});

describe('a recording with something behind its sound', () => {
  /** Nothing that a container would begin with, and bytes that all of them know. */
  const junk = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * 31 + 7) & 0xff));
  const zeros = Buffer.alloc(700_000);

  it.each<MadeFormat>([
    'finished webm',
    'live webm',
    'live matroska',
    'fragmented mp4',
    'mp4 with its index first',
    'mp4 with its index last',
    'ogg',
  ])('is as long as its sound, in %s, and is not read whole for it', async (format) => {
    const bytes = await madeRecording(format, { seconds: 300, bytesPerSecond: 8_000 });
    for (const rest of [junk, zeros]) {
      const { seconds, reads } = await lengthOf(Buffer.concat([bytes, rest]));
      expect(seconds).toBeCloseTo(300, 0);
      expect(reads).toBeLessThanOrEqual(4);
    }
  });

  it.each(['untagged.flac', 'formats/without-length.flac'])(
    'is as long as its sound, in %s',
    async (name) => {
      const bytes = await recordingFixture(name);
      const alone = await lengthOf(bytes);
      const followed = await lengthOf(Buffer.concat([bytes, zeros]));
      expect(followed.seconds).toBeCloseTo(alone.seconds, 2);
    },
  );
});
