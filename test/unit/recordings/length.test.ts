import { describe, expect, it } from 'vitest';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { RecordingGoneError } from '../../../shared/recordings/recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import { madeFormats, madeRecording } from '../../support/made-recording.ts';
import { countedReads, recordingFixture } from '../../support/recording-bytes.ts';

/** Of MPEG 2 in layer 3, without a checksum. */
const frameStart = Buffer.from([0xff, 0xf3]);
const limits = { maximumSeconds: 600 };

describe('the length of a recording', () => {
  it.each(madeFormats)('in %s is known from three reads at most', async (format) => {
    const bytes = await madeRecording(format, { seconds: 300, bytesPerSecond: 8_000 });
    const source = countedReads(sourceOf(bytes));
    const recognition = await recognizeRecording(source, limits);
    if (!('recording' in recognition)) throw new Error(JSON.stringify(recognition));
    expect(recognition.recording.durationSeconds).toBeCloseTo(300, 0);
    expect(source.reads.length).toBeLessThanOrEqual(3);
    expect(source.reads).not.toContain('all');
  });

  it.each(madeFormats)(
    'in %s of over ten minutes refuses it, before it is read whole',
    async (format) => {
      const bytes = await madeRecording(format, { seconds: 601, bytesPerSecond: 2_000 });
      const source = countedReads(sourceOf(bytes));
      expect(await recognizeRecording(source, limits)).toEqual({ refused: 'RECORDING_TOO_LONG' });
      expect(source.reads.length).toBeLessThanOrEqual(3);
    },
  );

  it('is limited by the stage', async () => {
    const bytes = await recordingFixture('hash-table-good.webm');
    const recognize = (maximumSeconds: number) =>
      recognizeRecording(sourceOf(bytes), { maximumSeconds });
    expect(await recognize(41)).toEqual({ refused: 'RECORDING_TOO_LONG' });
    expect(await recognize(42)).toHaveProperty('recording');
  });

  it.each([
    ['even frames', 'kimchi-stew.mp3', 3],
    ['uneven frames', 'formats/uneven.mp3', 12],
  ])('of an MP3 with %s is right', async (_, name, mostReads) => {
    const once = await recordingFixture(name);
    // Behind the frame that says how many there are, if there is one.
    const frames = once.subarray(once.indexOf(frameStart, once.indexOf('Info') + 1));
    const long = Buffer.concat(Array.from({ length: 100 }, () => frames));
    const source = countedReads(sourceOf(long));
    const recognition = await recognizeRecording(source, { maximumSeconds: 3_000 });
    if (!('recording' in recognition)) throw new Error(JSON.stringify(recognition));
    const one = await recognizeRecording(sourceOf(frames), limits);
    const seconds = 'recording' in one ? (one.recording.durationSeconds ?? 0) : 0;
    expect((recognition.recording.durationSeconds ?? 0) / (100 * seconds)).toBeCloseTo(1, 1);
    expect(source.reads.length).toBeLessThanOrEqual(mostReads);
  });

  it('is counted if the header names far too little for so many bytes', async () => {
    const bytes = Buffer.from(
      await madeRecording('finished webm', { seconds: 500, bytesPerSecond: 6_000 }),
    );
    const said = bytes.indexOf(Buffer.from('4489', 'hex'));
    bytes.writeDoubleBE(2_000, said + 3);
    const recognition = await recognizeRecording(sourceOf(bytes), limits);
    if (!('recording' in recognition)) throw new Error(JSON.stringify(recognition));
    expect(recognition.recording.durationSeconds).toBeCloseTo(500, 0);
  });
});

describe('a bucket that fails', () => {
  it.each([
    ['at the first read', 1],
    ['at a later one', 2],
  ])('is no fault of the recording: %s', async (_, failing) => {
    const bytes = await madeRecording('live webm', { seconds: 300, bytesPerSecond: 8_000 });
    const source = sourceOf(bytes);
    const gone = new RecordingGoneError('changed');
    let reads = 0;
    const recognition = recognizeRecording(
      {
        ...source,
        read: (start, end) => {
          reads += 1;
          return reads < failing ? source.read(start, end) : Promise.reject(gone);
        },
      },
      limits,
    );
    await expect(recognition).rejects.toBe(gone);
  });
});
