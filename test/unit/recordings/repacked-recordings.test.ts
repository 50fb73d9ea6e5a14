import { describe, expect, it } from 'vitest';
import { withMediaFile } from '../../../shared/recordings/media/media-file.ts';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import { recordingFixture, wholeOf } from '../../support/recording-bytes.ts';

async function taken(bytes: Uint8Array) {
  const recognition = await recognizeRecording(sourceOf(bytes), { maximumSeconds: 600 });
  if ('recording' in recognition) return recognition.recording;
  throw new Error(JSON.stringify(recognition));
}

/** Whatever is encoded, without its container. */
const packetsOf = (bytes: Uint8Array) =>
  withMediaFile(sourceOf(bytes), async ({ container, sound }) => {
    const packets: number[] = [];
    for await (const packet of sound?.packets.packets() ?? []) packets.push(packet.byteLength);
    return { container, packets };
  });

/** A plain WAVE file as its header describes it, with its samples of 16 bits. */
function waveOf(bytes: Buffer) {
  const samples = bytes.subarray(44);
  return {
    name: bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16),
    saidBytes: [bytes.readUInt32LE(4) + 8, bytes.readUInt32LE(40) + 44],
    tag: bytes.readUInt16LE(20),
    channels: bytes.readUInt16LE(22),
    samplesPerSecond: bytes.readUInt32LE(24),
    bitsPerSample: bytes.readUInt16LE(34),
    samples: Array.from({ length: samples.length / 2 }, (_, index) =>
      samples.readInt16LE(index * 2),
    ),
  };
}

describe('a bare stream of AAC', () => {
  it('is sent in an MP4, with its packets unchanged', async () => {
    const bytes = await recordingFixture('formats/android-adts.aac');
    const recording = await taken(bytes);
    expect(recording).toMatchObject({ fileName: 'recording.m4a', contentType: 'audio/mp4' });
    expect(recording.durationSeconds).toBeCloseTo(4.09, 1);

    const sent = await wholeOf(recording);
    expect(sent.byteLength).toBe(recording.sizeBytes);
    const before = await packetsOf(bytes);
    const after = await packetsOf(sent);
    expect(after.container).toBe('mp4');
    expect(after.packets).toHaveLength(before.packets.length);
    // Each lost the header of its own.
    expect(
      new Set(after.packets.map((size, index) => (before.packets[index] ?? 0) - size)),
    ).toEqual(new Set([7]));
  });

  it('has the same length each time it is opened', async () => {
    const recording = await taken(await recordingFixture('formats/android-adts.aac'));
    const sizes = [await wholeOf(recording), await wholeOf(recording)].map(({ length }) => length);
    expect(sizes).toEqual([recording.sizeBytes, recording.sizeBytes]);
  });

  it('loses what lies between its frames, and the one that was cut off', async () => {
    const bytes = await recordingFixture('formats/android-adts.aac');
    const whole = await taken(bytes);
    const second = (bytes.readUIntBE(3, 3) >> 5) & 0x1fff;
    const disturbed = Buffer.concat([
      bytes.subarray(0, second),
      Buffer.from([0xff, 0xf1, 0, 0xff, 1, 2, 3]),
      bytes.subarray(second),
      bytes.subarray(0, second - 1),
    ]);
    const sent = await wholeOf(await taken(disturbed));
    expect(sent.length).toBe(whole.sizeBytes);
    expect(sent.equals(await wholeOf(whole))).toBe(true);
  });

  it('may begin within a frame', async () => {
    const bytes = await recordingFixture('formats/android-adts.aac');
    const recording = await taken(bytes.subarray(20));
    expect(recording.fileName).toBe('recording.m4a');
    expect(recording.durationSeconds).toBeCloseTo(4.09 - 0.02, 1);
  });

  it('is counted no further than it may be long', async () => {
    const once = await recordingFixture('formats/android-adts.aac');
    const long = Buffer.concat(Array.from({ length: 200 }, () => once));
    const recognition = recognizeRecording(sourceOf(long), { maximumSeconds: 600 });
    expect(await recognition).toEqual({ refused: 'RECORDING_TOO_LONG' });
  });
});

describe('AAC in CAF', () => {
  /** The frames of the bare stream as iOS writes them: one after the other, with a table behind. */
  async function caf(): Promise<Buffer> {
    const adts = await recordingFixture('formats/android-adts.aac');
    const frames: Buffer[] = [];
    for (let at = 0; at < adts.length; ) {
      const size = (adts.readUIntBE(at + 3, 3) >> 5) & 0x1fff;
      frames.push(adts.subarray(at + 7, at + size));
      at += size;
    }
    const chunk = (name: string, ...parts: Buffer[]) => {
      const content = Buffer.concat(parts);
      const head = Buffer.alloc(12);
      head.write(name);
      head.writeBigInt64BE(BigInt(content.length), 4);
      return Buffer.concat([head, content]);
    };
    const description = Buffer.alloc(32);
    description.writeDoubleBE(22_050, 0);
    description.write('aac ', 8);
    description.writeUInt32BE(1_024, 20);
    description.writeUInt32BE(1, 24);
    const table = Buffer.alloc(24);
    table.writeBigInt64BE(BigInt(frames.length), 0);
    const sizes = frames.map(({ length }) =>
      Buffer.from(length < 128 ? [length] : [0x80 | (length >> 7), length & 0x7f]),
    );
    return Buffer.concat([
      Buffer.from('6361666600010000', 'hex'),
      chunk('desc', description),
      chunk('data', Buffer.alloc(4), ...frames),
      chunk('pakt', table, ...sizes),
    ]);
  }

  it('is sent in an MP4, like the bare stream of the same frames', async () => {
    const recording = await taken(await caf());
    const bare = await taken(await recordingFixture('formats/android-adts.aac'));
    expect(recording.durationSeconds).toBe(bare.durationSeconds);
    expect((await wholeOf(recording)).equals(await wholeOf(bare))).toBe(true);
  });

  it('that was cut off before its table is refused as a format', async () => {
    const bytes = (await caf()).subarray(0, 15_000);
    const recognition = await recognizeRecording(sourceOf(bytes), { maximumSeconds: 600 });
    expect(recognition).toEqual({ refused: 'RECORDING_FORMAT_UNSUPPORTED' });
  });
});

describe('samples in another container', () => {
  it.each([
    ['formats/ios.caf', 3],
    ['formats/little-endian.caf', 1],
    ['formats/pcm.aiff', 1],
    ['formats/little-endian.aifc', 1],
    ['formats/wave64.w64', 1],
  ])('become plain WAVE in %s', async (name, seconds) => {
    const recording = await taken(await recordingFixture(name));
    expect(recording).toMatchObject({
      fileName: 'recording.wav',
      contentType: 'audio/wav',
      durationSeconds: seconds,
    });
    const wave = waveOf(await wholeOf(recording));
    expect(wave).toMatchObject({
      name: 'RIFFWAVEfmt ',
      saidBytes: [recording.sizeBytes, recording.sizeBytes],
      tag: 1,
      channels: 1,
      bitsPerSample: 16,
    });
    expect(wave.samples).toHaveLength(wave.samplesPerSecond * seconds);
  });

  it('sound the same in any of them and in any chunks', async () => {
    const [bigEndian, ...others] = await Promise.all(
      ['pcm.aiff', 'little-endian.aifc', 'little-endian.caf', 'wave64.w64'].map(async (name) =>
        waveOf(await wholeOf(await taken(await recordingFixture(`formats/${name}`)))),
      ),
    );
    expect(Math.max(...(bigEndian?.samples ?? []))).toBeGreaterThan(1_000);
    for (const other of others) expect(other).toEqual(bigEndian);

    const bytes = await recordingFixture('formats/pcm.aiff');
    for (const chunkBytes of [1, 7, 4_096]) {
      const recognition = await recognizeRecording(sourceOf(bytes, { chunkBytes }), {
        maximumSeconds: 600,
      });
      if (!('recording' in recognition)) throw new Error('not taken');
      expect(waveOf(await wholeOf(recognition.recording))).toEqual(bigEndian);
    }
  });
});

describe('a WAVE file whose sizes no 32 bits hold, or nobody filled in', () => {
  const withSizes = (bytes: Buffer, sizeBytes: number): Buffer => {
    const changed = Buffer.from(bytes);
    changed.writeUInt32LE(sizeBytes, 4);
    changed.writeUInt32LE(sizeBytes, changed.indexOf('data') + 4);
    return changed;
  };

  it.each([
    ['is RF64', async () => recordingFixture('formats/rf64.wav')],
    [
      'is BW64',
      async () => {
        const bytes = await recordingFixture('formats/rf64.wav');
        bytes.write('BW64');
        return bytes;
      },
    ],
    ['has sizes of zero', async () => withSizes(await plain(), 0)],
    ['has the largest sizes', async () => withSizes(await plain(), 0xffff_ffff)],
    ['was cut off', async () => (await plain()).subarray(0, 9_000)],
  ])('is sent with its true sizes if it %s', async (_, given) => {
    const bytes = await given();
    const recording = await taken(bytes);
    expect(recording).toMatchObject({ fileName: 'recording.wav', sizeBytes: bytes.length });
    const sent = await wholeOf(recording);
    const data = sent.indexOf('data');
    expect(sent.toString('latin1', 0, 4)).toBe('RIFF');
    expect(sent.readUInt32LE(4)).toBe(sent.length - 8);
    expect(sent.readUInt32LE(data + 4)).toBe(sent.length - data - 8);
    expect(sent.subarray(data + 8).equals(bytes.subarray(data + 8))).toBe(true);
    expect(recording.durationSeconds).toBeCloseTo((sent.length - data - 8) / 16_000, 3);
  });

  /** As RF64 says it, but plain. */
  async function plain(): Promise<Buffer> {
    return wholeOf(await taken(await recordingFixture('formats/rf64.wav')));
  }
});
