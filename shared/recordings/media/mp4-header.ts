/** What a decoder must know about a stream of frames. */
export interface FramedStream {
  readonly samplesPerSecond: number;
  readonly samplesPerFrame: number;
  readonly channels: number;
  /** The codec's name. Its own box, `configuration`, has everything else that a decoder needs. */
  readonly codec: string;
  readonly configuration: Buffer;
}

/**
 * Makes everything in an MP4 that comes before its sound, if that is one track in one piece: names,
 * index, and the head of the box in which the frames follow. ISO 14496-12 and -14.
 */
export function mp4Header(
  stream: FramedStream,
  frameSizes: readonly number[],
  soundBytes: number,
): Uint8Array {
  const naming = box('ftyp', text('M4A '), uint32(0), text('M4A mp42isom'));
  // The size of the index depends on no value in it, so the position of the sound can be filled in
  // afterwards.
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

function index(stream: FramedStream, frameSizes: readonly number[], soundStart: number): Buffer {
  const duration = frameSizes.length * stream.samplesPerFrame;
  const tables = box(
    'stbl',
    full('stsd', uint32(1), sampleEntry(stream)),
    full('stts', uint32(1, frameSizes.length, stream.samplesPerFrame)),
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
/** The language "und" (undetermined), five bits per letter. */
const language = uint16(0x55c4);

function sampleEntry({ codec, channels, samplesPerSecond, configuration }: FramedStream): Buffer {
  return box(
    codec,
    uint16(0, 0, 0, 1),
    uint32(0, 0),
    uint16(channels, 16, 0, 0),
    // This fixed-point number cannot exceed 65,535; the decoder uses its own configuration.
    uint32(Math.min(samplesPerSecond, 0xffff) * 0x10000),
    configuration,
  );
}

export function box(name: string, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([uint32(boxHeaderBytes + content.byteLength), text(name), content]);
}

/** A box of version 0 without flags. */
export function full(name: string, ...parts: readonly Buffer[]): Buffer {
  return box(name, uint32(0), ...parts);
}

function text(characters: string): Buffer {
  return Buffer.from(characters, 'latin1');
}

export function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) bytes.writeUInt16BE(value, at * 2);
  return bytes;
}

export function uint32(...values: readonly number[]): Buffer {
  return uint32s(values);
}

function uint32s(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
}
