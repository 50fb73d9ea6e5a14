import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import { recordingFixture, wholeOf } from '../../support/recording-bytes.ts';

const recognized = (bytes: Uint8Array, chunkBytes = 1_000) =>
  recognizeRecording(sourceOf(bytes, { chunkBytes }), { maximumSeconds: 600 });

async function taken(bytes: Uint8Array, chunkBytes?: number) {
  const recognition = await recognized(bytes, chunkBytes);
  if (!('recording' in recognition)) throw new Error(JSON.stringify(recognition));
  return recognition.recording;
}

/** Whatever is encoded, as seen by a media library that knows both containers. */
async function packetsOf(bytes: Uint8Array): Promise<Buffer[]> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  const track = await input.getPrimaryAudioTrack();
  const packets: Buffer[] = [];
  if (!track) return packets;
  for await (const { data } of new EncodedPacketSink(track).packets())
    packets.push(Buffer.from(data));
  return packets;
}

const fixture = (name: string) => recordingFixture(`formats/${name}`);
const packetBytes = 188;
const adtsHeaderBytes = 7;

/** In another layout: something before each packet, or behind it. */
function withEach(bytes: Buffer, around: (packet: Buffer) => Buffer[]): Buffer {
  const packets = Array.from({ length: bytes.length / packetBytes }, (_, index) =>
    bytes.subarray(index * packetBytes, (index + 1) * packetBytes),
  );
  return Buffer.concat(packets.flatMap(around));
}

describe('the sound of a transport stream', () => {
  it.each([
    ['transport-stream.mpegts', 'recording.m4a', 2.11, adtsHeaderBytes],
    ['screen.mpegts', 'recording.m4a', 2.11, adtsHeaderBytes],
    ['dolby.mpegts', 'recording.m4a', 1.02, 0],
    ['mp3.mpegts', 'recording.mp3', 2.09, 0],
  ])(
    'of %s is sent as %s, with its packets unchanged',
    async (name, fileName, seconds, stripped) => {
      const bytes = await fixture(name);
      const recording = await taken(bytes);
      expect(recording.fileName).toBe(fileName);
      expect(recording.durationSeconds).toBeCloseTo(seconds, 1);
      const sent = await wholeOf(recording);
      expect(sent.byteLength).toBe(recording.sizeBytes);
      const before = await packetsOf(bytes);
      expect(before.length).toBeGreaterThan(20);
      expect(await packetsOf(sent)).toEqual(before.map((packet) => packet.subarray(stripped)));
      expect((await wholeOf(recording)).equals(sent)).toBe(true);
    },
  );

  it.each([1, 100, 187, 4_096, 65_536])('is the same in chunks of %i bytes', async (chunkBytes) => {
    const bytes = await fixture('screen.mpegts');
    const [one, other] = await Promise.all([taken(bytes), taken(bytes, chunkBytes)]);
    expect((await wholeOf(other)).equals(await wholeOf(one))).toBe(true);
  });

  it.each([
    ['behind time stamps, as camcorders do', (packet: Buffer) => [Buffer.alloc(4, 7), packet]],
    ['before checksums, as broadcasters do', (packet: Buffer) => [packet, Buffer.alloc(16, 7)]],
    ['each twice', (packet: Buffer) => [packet, packet]],
  ])('is the same if its packets lie %s', async (_, around) => {
    const bytes = await fixture('transport-stream.mpegts');
    const [plain, other] = await Promise.all([taken(bytes), taken(withEach(bytes, around))]);
    expect((await wholeOf(other)).equals(await wholeOf(plain))).toBe(true);
  });

  it('is recognised by its own bytes if the table does not describe it', async () => {
    const recording = await taken(await fixture('camcorder.m2ts'));
    expect(recording.fileName).toBe('recording.m4a');
    expect(recording.durationSeconds).toBeCloseTo(2.11, 1);
  });

  const junk = Buffer.from(Array.from({ length: 1_000 }, (_, index) => (index * 89) & 0xff));
  it.each([
    ['before it', (stream: Buffer) => [junk, stream]],
    ['behind it', (stream: Buffer) => [stream, junk, junk]],
    ['within it', (stream: Buffer) => [stream.subarray(0, 3_760), junk, stream.subarray(3_760)]],
    ['at its cut end', (stream: Buffer) => [stream, stream.subarray(0, 100)]],
  ])('is heard if junk lies %s', async (_, disturbed) => {
    const bytes = await fixture('transport-stream.mpegts');
    const [plain, other] = [await taken(bytes), await taken(Buffer.concat(disturbed(bytes)))];
    expect(other.durationSeconds).toBeCloseTo(plain.durationSeconds ?? 0, 1);
  });

  it.each([
    ['another of its kind', 'transport-stream.mpegts', 'transport-stream.mpegts'],
    ['a film', 'transport-stream.mpegts', 'screen.mpegts'],
    ['sound alone', 'screen.mpegts', 'transport-stream.mpegts'],
  ])('goes on into what was put behind it: %s', async (_, first, second) => {
    const parts = [await fixture(first), await fixture(second)];
    const joined = await taken(Buffer.concat(parts));
    expect(joined.durationSeconds).toBeCloseTo(2 * 2.11, 0);
    expect((await wholeOf(joined)).byteLength).toBe(joined.sizeBytes);
  });

  it('may be longer than a worker has memory: it is refused only for its length', async () => {
    const once = await fixture('transport-stream.mpegts');
    const long = Buffer.concat(Array.from({ length: 2_000 }, () => once));
    expect(long.byteLength).toBeGreaterThan(15_000_000);
    expect(await recognized(long, 65_536)).toEqual({ refused: 'RECORDING_TOO_LONG' });
  });
});

describe('a transport stream that cannot be sent', () => {
  it('is silent if it is a film without sound', async () => {
    expect(await recognized(await fixture('without-sound.mpegts'))).toEqual({ silent: true });
  });

  it.each([
    ['holds what the speech API does not decode', async () => fixture('latm.mpegts')],
    [
      'is encrypted',
      async () =>
        withEach(await fixture('transport-stream.mpegts'), (packet) => {
          const encrypted = Buffer.from(packet);
          const isTable = packet.readUInt16BE(1) % 0x2000 < 0x100;
          if (!isTable) encrypted.writeUInt8(packet.readUInt8(3) | 0xc0, 3);
          return [encrypted];
        }),
    ],
    [
      'never says what is in it',
      async () => {
        const bytes = await fixture('transport-stream.mpegts');
        return withEach(bytes, (packet) =>
          packet.readUInt16BE(1) % 0x2000 === 0 ? [Buffer.alloc(packetBytes, 0x47)] : [packet],
        );
      },
    ],
  ])('is refused as a format if it %s', async (_, given) => {
    expect(await recognized(await given())).toEqual({ refused: 'RECORDING_FORMAT_UNSUPPORTED' });
  });
});
