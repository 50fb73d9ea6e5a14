import { describe, expect, it } from 'vitest';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import { id3Tag, unevenMp3 } from '../../support/made-mp3.ts';
import { madeRecording } from '../../support/made-recording.ts';
import { countedReads, recordingFixture, wholeOf } from '../../support/recording-bytes.ts';
import {
  inFlac,
  inMatroska,
  inMp4Index,
  inOgg,
  type WithPicture,
} from '../../support/with-picture.ts';

const made = (format: Parameters<typeof madeRecording>[0]) => async () =>
  Buffer.from(await madeRecording(format, { seconds: 100, bytesPerSecond: 6_000 }));
const withId3: WithPicture = (bytes, pictureBytes) => Buffer.concat([id3Tag(pictureBytes), bytes]);

const cases: readonly [string, () => Promise<Buffer>, WithPicture, number][] = [
  ['MP4 with its index first', made('mp4 with its index first'), inMp4Index, 100],
  ['MP4 with its index last', made('mp4 with its index last'), inMp4Index, 100],
  ['fragmented MP4', made('fragmented mp4'), inMp4Index, 100],
  ['webm', made('live webm'), inMatroska, 100],
  ['Matroska', made('live matroska'), inMatroska, 100],
  ['FLAC', () => recordingFixture('untagged.flac'), inFlac, 1.78],
  ['FLAC without its length', () => recordingFixture('formats/without-length.flac'), inFlac, 1],
  ['Ogg', made('ogg'), inOgg, 100],
  ['FLAC in Ogg', () => recordingFixture('formats/flac-in-ogg.ogg'), inOgg, 1],
  ['MP3', async () => unevenMp3(100), withId3, 100],
];

describe('a picture in the header', () => {
  it.each(cases)(
    'of %s is not read, however large it is',
    async (_, sound, withPicture, seconds) => {
      for (const pictureBytes of [300_000, 3_000_000, 6_000_000, 16_000_000]) {
        const bytes = withPicture(await sound(), pictureBytes);
        const source = countedReads(sourceOf(bytes));
        const recognition = await recognizeRecording(source, { maximumSeconds: 600 });
        if (!('recording' in recognition)) throw new Error(JSON.stringify(recognition));
        expect(recognition.recording.durationSeconds).toBeCloseTo(seconds, 0);
        expect(source.reads).not.toContain('all');
        expect(source.reads.length).toBeLessThanOrEqual(6);
        expect(source.readBytes).toBeLessThan(1_000_000);
        expect((await wholeOf(recognition.recording)).equals(bytes)).toBe(true);
      }
    },
  );
});
