import { describe, expect, it } from 'vitest';
import { recordingMaximumBytes } from '../../../shared/contracts/recordings.ts';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import type { RecordingSource } from '../../../shared/recordings/recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import { repeated, watched } from '../../support/large-recording.ts';
import { unevenMp3 } from '../../support/made-mp3.ts';
import { type MadeFormat, madeRecording } from '../../support/made-recording.ts';
import { recordingFixture } from '../../support/recording-bytes.ts';

const days = { maximumSeconds: 1_000_000 };
/** Far below what a worker may take, and what was kept of the recording while it was looked at. */
const mostHeldBytes = 12_000_000;
const mostRangedBytes = 2_000_000;

const fixtureOver = (name: string) => async (): Promise<RecordingSource> =>
  repeated(await recordingFixture(name), recordingMaximumBytes);
const made = (format: MadeFormat) => async (): Promise<RecordingSource> => {
  const bytes = await madeRecording(format, { seconds: 599, bytesPerSecond: 40_000 });
  return sourceOf(bytes, { chunkBytes: 65_536 });
};
const uneven = async () => repeated(unevenMp3(10), recordingMaximumBytes);

/** Twice, so that everything that is loaded for good is loaded the first time. */
async function watchedTwice(given: () => Promise<RecordingSource>, limits = days) {
  const recording = await given();
  await recognizeRecording(recording, limits);
  const source = watched(recording);
  return { source, recognition: await recognizeRecording(source, limits) };
}

describe('of the largest recording', () => {
  it.each([
    ['MP3 with uneven frames', uneven],
    ['MP4 with its index first', made('mp4 with its index first')],
    ['MP4 with its index last', made('mp4 with its index last')],
    ['fragmented MP4', made('fragmented mp4')],
    ['webm', made('finished webm')],
    ['live webm', made('live webm')],
    ['Ogg', made('ogg')],
  ])(
    'as %s only the beginning and some parts are looked at before it is sent',
    async (_, given) => {
      const { source, recognition } = await watchedTwice(given);
      expect(recognition).toHaveProperty('recording');
      expect(source.openings).toBe(0);
      expect(source.rangedBytes).toBeLessThan(mostRangedBytes);
      expect(source.heldBytes).toBeLessThan(mostHeldBytes);
    },
  );

  it.each([
    ['bare AAC', fixtureOver('formats/android-adts.aac')],
    ['a transport stream', fixtureOver('formats/transport-stream.mpegts')],
    ['a transport stream with a picture', fixtureOver('formats/screen.mpegts')],
    ['Dolby in a transport stream', fixtureOver('formats/dolby.mpegts')],
    ['MP3 in a transport stream', fixtureOver('formats/mp3.mpegts')],
  ])('as %s a first pass measures it, and holds next to nothing of it', async (_, given) => {
    const { source, recognition } = await watchedTwice(given);
    expect(recognition).toHaveProperty('recording');
    expect(source.openings).toBe(1);
    expect(source.rangedBytes).toBeLessThan(mostRangedBytes);
    expect(source.heldBytes).toBeLessThan(mostHeldBytes);
  });

  it('as MP3 with uneven frames that seems too long, everything is counted and next to nothing held', async () => {
    const { source, recognition } = await watchedTwice(uneven, { maximumSeconds: 2_900 });
    expect(recognition).toEqual({ refused: 'RECORDING_TOO_LONG' });
    expect(source.openings).toBe(1);
    expect(source.rangedBytes).toBeLessThan(mostRangedBytes);
    expect(source.heldBytes).toBeLessThan(mostHeldBytes);
  });

  it.each([
    ['MP3 with uneven frames', uneven],
    ['bare AAC', fixtureOver('formats/android-adts.aac')],
    ['a transport stream', fixtureOver('formats/transport-stream.mpegts')],
    ['MP3 in a transport stream', fixtureOver('formats/mp3.mpegts')],
    ['webm', made('live webm')],
  ])('as %s the sent bytes go on as they come', async (_, given) => {
    const { source, recognition } = await watchedTwice(given);
    if (!('recording' in recognition)) throw new Error(JSON.stringify(recognition));
    let sentBytes = 0;
    let largestPartBytes = 0;
    for await (const part of await recognition.recording.open()) {
      sentBytes += part.byteLength;
      largestPartBytes = Math.max(largestPartBytes, part.byteLength);
    }
    expect(sentBytes).toBe(recognition.recording.sizeBytes);
    expect(largestPartBytes).toBeLessThan(1_000_000);
    expect(source.heldBytes).toBeLessThan(mostHeldBytes);
  });
});
