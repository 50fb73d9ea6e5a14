import { describe, expect, it } from 'vitest';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import {
  type AudioRecording,
  RecordingGoneError,
  RecordingTooLongError,
} from '../../../shared/recordings/recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import {
  id3Tag,
  indexFrame,
  mp3FrameSeconds,
  mp3Frames,
  mp3Sound,
  unevenMp3,
} from '../../support/made-mp3.ts';
import { countedReads, wholeOf } from '../../support/recording-bytes.ts';

const limits = { maximumSeconds: 600 };

async function recognized(bytes: Uint8Array) {
  const source = countedReads(sourceOf(bytes));
  const recognition = await recognizeRecording(source, limits);
  return { recognition, reads: [...source.reads] };
}

async function taken(bytes: Uint8Array) {
  const { recognition, reads } = await recognized(bytes);
  if (!('recording' in recognition)) throw new Error(JSON.stringify(recognition));
  return { recording: recognition.recording, reads };
}

describe('an MP3 with uneven frames and no index', () => {
  it('is estimated from three looks, and counted while it is sent', async () => {
    const bytes = unevenMp3(580);
    const { recording, reads } = await taken(bytes);
    expect(reads.length).toBeLessThanOrEqual(3);
    expect(reads).not.toContain('all');
    expect((recording.durationSeconds ?? 0) / 580).toBeCloseTo(1, 1);
    // What it may cost is reserved, not what it seems to cost.
    expect(recording.longestSeconds).toBe(600);

    expect((await wholeOf(recording)).equals(bytes)).toBe(true);
    expect(recording.durationSeconds).toBeCloseTo(580, 0);
  });

  it('is counted before it is refused: an honest talk may be dense where it was looked at last', async () => {
    const loud = mp3Sound(64, 100);
    const quiet = mp3Frames(32, 900);
    const middle = mp3Sound(64, 100);
    const talk = Buffer.concat([
      quiet,
      ...Array(2).fill(loud),
      quiet,
      ...Array(2).fill(middle),
      quiet,
    ]);
    const { recording, reads } = await taken(talk);
    expect(reads).toContain('all');
    expect(recording.durationSeconds).toBeCloseTo(400 + 2_700 * mp3FrameSeconds, 0);
    expect(recording.longestSeconds).toBeUndefined();
  });

  it('is refused before anything is paid for if all of it is too long', async () => {
    const { recognition } = await recognized(unevenMp3(640));
    expect(recognition).toEqual({ refused: 'RECORDING_TOO_LONG' });
  });

  it('is broken off before its end if it hides its length between the looks', async () => {
    const dense = mp3Sound(128, 30);
    const sparse = mp3Frames(32, Math.round(500 / mp3FrameSeconds));
    const bytes = Buffer.concat([dense, sparse, dense, sparse, dense, mp3Frames(64, 1)]);
    const { recording } = await taken(bytes);
    let sentBytes = 0;
    const send = async () => {
      for await (const chunk of await recording.open()) sentBytes += chunk.byteLength;
    };
    await expect(send()).rejects.toThrow(RecordingTooLongError);
    expect(sentBytes).toBeLessThan(bytes.byteLength * 0.7);
  });

  it('is as long as its frames are, whatever lies before, between and behind them', async () => {
    const sound = unevenMp3(20);
    const bytes = Buffer.concat([
      id3Tag(30_000),
      id3Tag(6_000_000),
      sound,
      Buffer.from('TAG'.padEnd(128)),
      id3Tag(40_000),
      sound,
      Buffer.alloc(70_000, 0xff),
    ]);
    const { recording, reads } = await taken(bytes);
    expect(reads.length).toBeLessThanOrEqual(5);
    await wholeOf(recording);
    expect(recording.durationSeconds).toBeCloseTo(40, 0);
  });

  it('loses nothing to a failure of the bucket, which is no fault of the bytes', async () => {
    const bytes = unevenMp3(640);
    const gone = new RecordingGoneError('changed');
    const source = {
      ...sourceOf(bytes),
      open: async () => {
        throw gone;
      },
    };
    await expect(recognizeRecording(source, limits)).rejects.toBe(gone);
  });
});

describe('the index of an MP3', () => {
  const sound = unevenMp3(100);
  const frames = Math.round(100 / mp3FrameSeconds);
  const secondsSent = async (recording: AudioRecording) => {
    await wholeOf(recording);
    return recording.durationSeconds ?? 0;
  };

  it.each(['Xing', 'VBRI'] as const)(
    'as %s writes it tells the length in one read',
    async (name) => {
      const bytes = Buffer.concat([indexFrame(name, frames, sound.length), sound]);
      const { recording, reads } = await taken(bytes);
      expect(recording.durationSeconds).toBeCloseTo(100, 0);
      expect(recording.longestSeconds).toBeUndefined();
      expect(reads.length).toBeLessThanOrEqual(2);
    },
  );

  it.each([
    ['was cut off since', 40, (file: Buffer) => file.subarray(0, file.length * 0.4)],
    ['had another put behind it', 200, (file: Buffer) => Buffer.concat([file, file])],
  ])('is not believed in a file that %s', async (_, seconds, changed) => {
    const file = Buffer.concat([indexFrame('Xing', frames, sound.length), sound]);
    const { recording } = await taken(changed(file));
    expect(Math.abs((await secondsSent(recording)) - seconds)).toBeLessThan(1);
  });

  it('is not believed if it names far too little for so many bytes', async () => {
    const bytes = Buffer.concat([indexFrame('Xing', 2, 0), sound]);
    const { recording } = await taken(bytes);
    expect(Math.abs((await secondsSent(recording)) - 100)).toBeLessThan(1);
  });
});
