import { describe, expect, it } from 'vitest';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import { recordingFixture, wholeOf, withText } from '../../support/recording-bytes.ts';

const recognized = (bytes: Uint8Array) =>
  recognizeRecording(sourceOf(bytes), { maximumSeconds: 600 });

async function taken(bytes: Uint8Array) {
  const recognition = await recognized(bytes);
  if ('recording' in recognition) return recognition.recording;
  throw new Error(JSON.stringify(recognition));
}

describe('a recording that the speech API accepts under another name', () => {
  it.each([
    ['formats/android-aac.3gp', 'recording.mp4', 4],
    ['formats/brand-3gp4.mp4', 'recording.mp4', 4.05],
    ['formats/brand-M4V.mp4', 'recording.mp4', 4.05],
    ['formats/voice-memo.mov', 'recording.mp4', 2],
    ['formats/fragments-behind-index.mp4', 'recording.mp4', 2.06],
    ['formats/alac.m4a', 'recording.m4a', 1],
    ['formats/live.webm', 'recording.webm', 4],
    ['formats/mp3-in-wave.wav', 'recording.wav', 2.04],
    ['formats/flac-in-ogg.ogg', 'recording.ogg', 1],
    ['formats/without-length.flac', 'recording.flac', 1],
    ['formats/uneven.mp3', 'recording.mp3', 3.03],
    ['formats/screen.mp4', 'recording.mp4', 2],
    ['formats/screen-live.webm', 'recording.webm', 2],
    ['hash-table-good.webm', 'recording.webm', 41.18],
    ['hash-table-partly.mp4', 'recording.mp4', 21.33],
    ['hash-table-partly.m4a', 'recording.m4a', 21.2],
    ['hash-table-misconception.wav', 'recording.wav', 12.5],
    ['kimchi-stew.mp3', 'recording.mp3', 17.24],
    ['hash-table-english.ogg', 'recording.ogg', 23.79],
    ['untagged.flac', 'recording.flac', 1.78],
  ])(
    '%s goes as %s of %d seconds, byte for byte and as often as it is opened',
    async (name, fileName, seconds) => {
      const bytes = await recordingFixture(name);
      const recording = await taken(bytes);
      expect(recording).toMatchObject({ fileName, sizeBytes: bytes.byteLength });
      expect(recording.durationSeconds).toBeCloseTo(seconds, 1);
      expect((await wholeOf(recording)).equals(bytes)).toBe(true);
      expect((await wholeOf(recording)).equals(bytes)).toBe(true);
    },
  );
});

describe('a container that does not begin with its name', () => {
  it('has the box that names it moved before an empty one, so that no offset changes', async () => {
    const bytes = await recordingFixture('formats/skip-first.mp4');
    const recording = await taken(bytes);
    expect(recording).toMatchObject({ fileName: 'recording.mp4', sizeBytes: bytes.byteLength });
    expect(recording.durationSeconds).toBeCloseTo(4.05, 1);

    const sent = await wholeOf(recording);
    const empty = bytes.subarray(0, bytes.readUInt32BE(0));
    const naming = bytes.subarray(empty.length, empty.length + bytes.readUInt32BE(empty.length));
    expect(sent).toEqual(
      Buffer.concat([naming, empty, bytes.subarray(naming.length + empty.length)]),
    );
  });

  it('is named as a file if it is a segment of a stream', async () => {
    const file = await recordingFixture('hash-table-partly.m4a');
    const recording = await taken(withText(file, 'ftyp', 'styp'));
    expect(recording.fileName).toBe('recording.m4a');
    expect((await wholeOf(recording)).equals(file)).toBe(true);
  });

  it('is old QuickTime if no box names it', async () => {
    const nameless = withText(await recordingFixture('formats/voice-memo.mov'), 'ftyp', 'free');
    const recording = await taken(nameless);
    expect(recording.fileName).toBe('recording.mp4');
    expect(recording.durationSeconds).toBeCloseTo(2, 1);
    expect((await wholeOf(recording)).equals(nameless)).toBe(true);
  });

  it.each([
    ['formats/mp3-leading-zeros.mp3', 0],
    ['formats/mp3-id3-then-padding.mp3', 'ID3'.length],
  ])('of %s loses the zeros before its sound and nothing else', async (name, fewest) => {
    const bytes = await recordingFixture(name);
    const recording = await taken(bytes);
    expect(recording.fileName).toBe('recording.mp3');
    expect(recording.durationSeconds).toBeCloseTo(3.06, 1);
    const sent = await wholeOf(recording);
    expect(sent.length).toBeGreaterThan(fewest);
    expect(sent.length).toBeLessThan(bytes.length);
    expect(bytes.subarray(-2_000).equals(sent.subarray(-2_000))).toBe(true);
    expect(['ID3', '\xff\xfb', '\xff\xf3']).toContainEqual(
      sent.toString('latin1', 0, sent[0] === 0xff ? 2 : 3),
    );
  });

  it.each([5_000, 40_000, 300_000])('is an MP3 even behind %i zeros', async (zeros) => {
    const sound = await recordingFixture('formats/uneven.mp3');
    const recording = await taken(Buffer.concat([Buffer.alloc(zeros), sound]));
    expect(recording.durationSeconds).toBeCloseTo(3.03, 1);
    expect((await wholeOf(recording)).equals(sound)).toBe(true);
  });

  it('is an MP3 that was cut within a frame, and begins with its first whole one', async () => {
    const sound = await recordingFixture('formats/uneven.mp3');
    const recording = await taken(sound.subarray(30));
    expect(recording.fileName).toBe('recording.mp3');
    const sent = await wholeOf(recording);
    expect([...sent.subarray(0, 1)]).toEqual([0xff]);
    expect(sound.subarray(-sent.length).equals(sent)).toBe(true);
  });

  it('is an MP3 behind a cover picture larger than the first read', async () => {
    const tagBytes = 90_000;
    const tag = Buffer.alloc(10 + tagBytes, 1);
    tag.write('ID3');
    tag.set([3, 0, 0, 0, tagBytes >> 14, (tagBytes >> 7) & 0x7f, tagBytes & 0x7f], 3);
    const sound = await recordingFixture('kimchi-stew.mp3');
    expect((await taken(Buffer.concat([tag, sound]))).durationSeconds).toBeCloseTo(17.24, 1);
  });
});

describe('a format that the speech API does not decode', () => {
  const telephone = async () =>
    withText(await recordingFixture('formats/android-aac.3gp'), 'mp4a', 'samr');
  const encrypted = async () =>
    withText(await recordingFixture('hash-table-partly.m4a'), 'mp4a', 'enca');

  it.each([
    ['Windows Media', recordingFixture('formats/windows-media.wma')],
    ['Dolby', recordingFixture('formats/dolby.ac3')],
    ['ALAC in CAF', recordingFixture('formats/alac.caf')],
    ['a telephone’s codec in 3gp', telephone()],
    [
      'a telephone’s codec bare',
      Promise.resolve(Buffer.from(`#!AMR\n${'\x3c'.padEnd(32)}`.repeat(90))),
    ],
    ['encrypted sound', encrypted()],
  ])('is refused as such if it is %s', async (_, bytes) => {
    expect(await recognized(await bytes)).toEqual({ refused: 'RECORDING_FORMAT_UNSUPPORTED' });
  });

  it('may be MP3 if it lies in a film of another kind', async () => {
    const film = Buffer.concat([
      Buffer.from('000001ba4400040004010000030ff8', 'hex'),
      await recordingFixture('formats/uneven.mp3'),
    ]);
    expect(await recognized(film)).toEqual({ refused: 'RECORDING_FORMAT_UNSUPPORTED' });
  });

  it('includes what is left of an MP4 whose index never came', async () => {
    const file = await recordingFixture('formats/alac.m4a');
    const cut = file.subarray(0, file.indexOf('moov') - 4);
    expect(await recognized(cut)).toEqual({ refused: 'RECORDING_FORMAT_UNSUPPORTED' });
  });
});

describe('a webm that broke off within its first cluster', () => {
  it.each(['hash-table-good.webm', 'formats/screen-live.webm'])(
    'is sent as it came: what a decoder hears of %s is no silence',
    async (name) => {
      const whole = await recordingFixture(name);
      const clusterStart = whole.indexOf(Buffer.from('1f43b675', 'hex'));
      const cut = whole.subarray(0, clusterStart + 3_500);
      const recording = await taken(cut);
      expect(recording).toMatchObject({ fileName: 'recording.webm', sizeBytes: cut.byteLength });
      expect((await wholeOf(recording)).equals(cut)).toBe(true);
    },
  );

  it('is silent if no block of it has arrived', async () => {
    const whole = await recordingFixture('hash-table-good.webm');
    const cut = whole.subarray(0, whole.indexOf(Buffer.from('1f43b675', 'hex')) + 20);
    expect(await recognized(cut)).toEqual({ silent: true });
  });
});

describe('sound that the speech API accepts in no form', () => {
  const inARow = (frame: Buffer) => Buffer.concat(Array.from({ length: 20 }, () => frame));
  const frame = (start: string, sizeBytes: number) =>
    Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(sizeBytes - start.length / 2, 7)]);
  const latm = inARow(frame('56e061', 100));
  const transport = inARow(frame('4701', 188));
  it.each([
    ['LATM', latm],
    ['LATM from within a frame on', latm.subarray(40)],
    ['GSM', inARow(frame('d5', 33))],
    ['a transport stream from within a packet on', transport.subarray(40)],
    ['TrueHD', frame('8037ffd8f8726fba', 5_000)],
    ['a messenger’s SILK', frame(Buffer.from('\x02#!SILK_V3').toString('hex'), 5_000)],
    ['a dictating machine', frame(Buffer.from('\x03ds2').toString('hex'), 5_000)],
  ])('is refused as a format, not as missing sound, if it is %s', async (_, bytes) => {
    expect(await recognized(bytes)).toEqual({ refused: 'RECORDING_FORMAT_UNSUPPORTED' });
  });
});

describe('a file that is no recording', () => {
  const png = Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489',
    'hex',
  );
  const heic = Buffer.from('000000186674797068656963000000006d69663168656963', 'hex');
  it.each([
    ['a text', Buffer.from('just a text, nothing to hear')],
    ['a picture', Buffer.concat([png, Buffer.alloc(5_000)])],
    ['a phone’s photo', Buffer.concat([heic, Buffer.alloc(5_000, 7)])],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a playlist', Buffer.from('#EXTM3U\nhttps://elsewhere.example/sound.ts\n')],
    ['a program', Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(5_000)])],
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(100_000)],
  ])('is refused as that if it is %s', async (_, bytes) => {
    expect(await recognized(bytes)).toEqual({ refused: 'RECORDING_NOT_AUDIO' });
  });

  it('is refused as that even if its name says otherwise', async () => {
    expect(await recognized(await recordingFixture('not-audio.webm'))).toEqual({
      refused: 'RECORDING_NOT_AUDIO',
    });
  });
});

describe('a recording in which nothing can have been said', () => {
  it.each([
    ['hash-table-good.webm', 200],
    ['hash-table-partly.m4a', 40],
    ['hash-table-misconception.wav', 90],
    ['hash-table-english.ogg', 60],
    ['untagged.flac', 42],
  ])('may be the header alone of %s', async (name, headerBytes) => {
    const header = (await recordingFixture(name)).subarray(0, headerBytes);
    expect(await recognized(header)).toEqual({ silent: true });
  });

  it('may be shorter than a tenth of a second', async () => {
    const wave = await recordingFixture('formats/rf64.wav');
    expect(await recognized(wave.subarray(0, 1_500))).toEqual({ silent: true });
    expect(await recognized(wave.subarray(0, 3_000))).toHaveProperty('recording');
  });

  it('may be a film without sound', async () => {
    const film = await recordingFixture('formats/without-sound.webm');
    expect(await recognized(film)).toEqual({ silent: true });
  });
});
