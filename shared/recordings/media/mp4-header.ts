/** Samples of one frame of AAC, whatever its rate. */
export const samplesPerFrame = 1_024;

/** AAC names its usual rates by their place in this list. */
export const samplesPerSecondByIndex = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
  7_350,
];

/** What a decoder must know of a stream of AAC. */
export interface AacStream {
  readonly objectType: number;
  readonly frequencyIndex: number;
  readonly samplesPerSecond: number;
  readonly channels: number;
}

/**
 * All of an MP4 that comes before its sound, where that is one track of AAC in one piece: names,
 * index, and the head of the box in which the frames follow. ISO 14496-12 and -14.
 */
export function mp4Header(
  stream: AacStream,
  frameSizes: readonly number[],
  soundBytes: number,
): Uint8Array {
  const naming = box('ftyp', text('M4A '), uint32(0), text('M4A mp42isom'));
  // Its own size depends on no value in it, so that the place of the sound can be filled in.
  const indexBytes = index(stream, frameSizes, 0).byteLength;
  const soundStart = naming.byteLength + indexBytes + boxHeaderBytes;
  return Buffer.concat([
    naming,
    index(stream, frameSizes, soundStart),
    uint32(boxHeaderBytes + soundBytes),
    text('mdat'),
  ]);
}

const boxHeaderBytes = 8;
const trackId = 1;
const identityMatrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000];

function index(stream: AacStream, frameSizes: readonly number[], soundStart: number): Buffer {
  const duration = frameSizes.length * samplesPerFrame;
  const tables = box(
    'stbl',
    full('stsd', uint32(1), sampleEntry(stream)),
    full('stts', uint32(1, frameSizes.length, samplesPerFrame)),
    full('stsc', uint32(1, 1, frameSizes.length, 1)),
    full('stsz', uint32(0, frameSizes.length), uint32s(frameSizes)),
    full('stco', uint32(1, soundStart)),
  );
  const media = box(
    'mdia',
    full('mdhd', uint32(0, 0, stream.samplesPerSecond, duration), language, uint16(0)),
    full('hdlr', uint32(0), text('soun'), uint32(0, 0, 0), Buffer.alloc(1)),
    box(
      'minf',
      full('smhd', uint32(0)),
      box('dinf', full('dref', uint32(1), box('url ', uint32(sameFile)))),
      tables,
    ),
  );
  return box(
    'moov',
    full(
      'mvhd',
      uint32(0, 0, stream.samplesPerSecond, duration, fullSpeed),
      uint16(fullVolume, 0),
      uint32(0, 0, ...identityMatrix, ...Array<number>(6).fill(0), trackId + 1),
    ),
    box(
      'trak',
      box(
        'tkhd',
        uint32(enabledInMovie, 0, 0, trackId, 0, duration, 0, 0),
        uint16(0, 0, fullVolume, 0),
        uint32(...identityMatrix, 0, 0),
      ),
      media,
    ),
  );
}

const fullSpeed = 0x10000;
const fullVolume = 0x100;
const enabledInMovie = 3;
const sameFile = 1;
/** "und", undetermined, five bits to the letter. */
const language = uint16(0x55c4);

function sampleEntry({ channels, samplesPerSecond, ...stream }: AacStream): Buffer {
  return box(
    'mp4a',
    uint16(0, 0, 0, 1),
    uint32(0, 0),
    uint16(channels, 16, 0, 0),
    // A fixed-point number that ends at 65,535; the decoder goes by its own configuration.
    uint32(Math.min(samplesPerSecond, 0xffff) * 0x10000),
    full('esds', decoderDescription({ channels, samplesPerSecond, ...stream })),
  );
}

/** ISO 14496-1, 7.2.6: descriptors in each other, and in the innermost what AAC calls its own. */
function decoderDescription({ objectType, frequencyIndex, channels }: AacStream): Buffer {
  const configuration = uint16((objectType << 11) | (frequencyIndex << 7) | (channels << 3));
  const audioStream = Buffer.from([0x40, 0x15, 0, 0, 0]);
  const decoder = descriptor(4, audioStream, uint32(0, 0), descriptor(5, configuration));
  return descriptor(3, uint16(trackId), Buffer.alloc(1), decoder, descriptor(6, Buffer.from([2])));
}

function descriptor(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, content.byteLength]), content]);
}

function box(name: string, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([uint32(boxHeaderBytes + content.byteLength), text(name), content]);
}

/** A box of version 0 without flags. */
function full(name: string, ...parts: readonly Buffer[]): Buffer {
  return box(name, uint32(0), ...parts);
}

function text(characters: string): Buffer {
  return Buffer.from(characters, 'latin1');
}

function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) bytes.writeUInt16BE(value, at * 2);
  return bytes;
}

function uint32(...values: readonly number[]): Buffer {
  return uint32s(values);
}

function uint32s(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
}
