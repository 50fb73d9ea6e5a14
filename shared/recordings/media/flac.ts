import type { RecordingSource } from '../recording.ts';
import { endOfId3Tags } from './container-start.ts';
import type { ReadableSound } from './readable-sound.ts';
import { windowsFromEnd } from './windows-from-end.ts';

const nameBytes = 4;
const blockHeaderBytes = 4;
const streamInfoBytes = 34;
const mostBlocks = 128;

interface StreamInfo {
  readonly samplesPerBlock: number;
  readonly samplesPerSecond: number;
  /** Zero where the recorder could not go back to fill it in. */
  readonly samples: number;
}

/**
 * Reads FLAC by its header and its end alone. The last frame says where in the sound it stands, whether
 * the header tells the right length, none, or that of sound that never arrived. A picture between the
 * two is skipped. It returns undefined where the file is no FLAC.
 */
export async function readFlac(source: RecordingSource): Promise<ReadableSound | undefined> {
  const start = await endOfId3Tags(source);
  const firstBytes = nameBytes + blockHeaderBytes + streamInfoBytes;
  const head = Buffer.from(await source.read(start, start + firstBytes));
  if (head.toString('latin1', 0, nameBytes) !== 'fLaC') return undefined;
  if (head.byteLength < firstBytes) return 'unreadable';
  const info = readStreamInfo(head.subarray(nameBytes + blockHeaderBytes));
  const soundStart = await endOfBlocks(source, start + nameBytes);
  if (soundStart === undefined || !info) return 'unreadable';
  if (soundStart >= source.sizeBytes) return 'without sound';

  for await (const { bytes } of windowsFromEnd(source, soundStart)) {
    // The last frame may be shorter than the longest header.
    const padded = Buffer.concat([bytes, Buffer.alloc(longestHeaderBytes)]);
    const samples = endOfLastFrame(padded, info) ?? info.samples;
    if (samples > 0) return { extension: 'flac', seconds: samples / info.samplesPerSecond, source };
  }
  return { extension: 'flac', seconds: undefined, source };
}

/** Reads the stream's description. RFC 9639, 8.2. */
function readStreamInfo(block: Buffer): StreamInfo | undefined {
  const samplesPerSecond = block.readUIntBE(10, 3) >> 4;
  if (samplesPerSecond === 0) return undefined;
  return {
    samplesPerBlock: block.readUInt16BE(2),
    samplesPerSecond,
    samples: (block.readUInt8(13) & 0xf) * 2 ** 32 + block.readUInt32BE(14),
  };
}

/** Finds the end of the metadata blocks; undefined where they do not end. */
async function endOfBlocks(source: RecordingSource, start: number): Promise<number | undefined> {
  let at = start;
  for (let block = 0; block < mostBlocks; block += 1) {
    const header = Buffer.from(await source.read(at, at + blockHeaderBytes));
    if (header.byteLength < blockHeaderBytes) break;
    at += blockHeaderBytes + header.readUIntBE(1, 3);
    if ((header.readUInt8(0) & 0x80) !== 0) return at;
  }
  return undefined;
}

/**
 * Finds where the last frame ends, in samples. A frame is believed where the one before it leads up to
 * it.
 */
function endOfLastFrame(tail: Buffer, info: StreamInfo): number | undefined {
  const later: FlacFrame[] = [];
  for (
    let at = tail.lastIndexOf(0xff);
    at >= 0;
    at = at > 0 ? tail.lastIndexOf(0xff, at - 1) : -1
  ) {
    const frame = flacFrameAt(tail, at, info);
    if (!frame) continue;
    const next = later.find(({ start }) => start === frame.start + frame.samples);
    if (next) return next.start + next.samples;
    later.push(frame);
  }
  return later.length === 1 ? later[0] && later[0].start + later[0].samples : undefined;
}

interface FlacFrame {
  /** Its position in samples from the beginning. */
  readonly start: number;
  readonly samples: number;
}

const fixedHeaderBytes = 4;
const longestHeaderBytes = 16;

/** Reads the header of a frame. RFC 9639, 9.1. */
function flacFrameAt(bytes: Buffer, at: number, info: StreamInfo): FlacFrame | undefined {
  if (at + longestHeaderBytes > bytes.byteLength) return undefined;
  const sync = bytes.readUInt16BE(at);
  if (sync !== 0xfff8 && sync !== 0xfff9) return undefined;
  const hasVariableBlocks = sync === 0xfff9;
  const sizeCode = bytes.readUInt8(at + 2) >> 4;
  const rateCode = bytes.readUInt8(at + 2) & 0xf;
  const number = codedNumber(bytes, at + fixedHeaderBytes);
  if (!number || sizeCode === 0 || rateCode === 15) return undefined;
  let end = at + fixedHeaderBytes + number.byteLength;
  const samples = blockSamples(sizeCode, bytes, end);
  if (sizeCode === 6 || sizeCode === 7) end += sizeCode - 5;
  if (rateCode >= 12) end += rateCode === 12 ? 1 : 2;
  if (checksum(bytes.subarray(at, end)) !== bytes[end]) return undefined;
  const start = hasVariableBlocks ? number.value : number.value * info.samplesPerBlock;
  return { start, samples };
}

function blockSamples(code: number, bytes: Buffer, at: number): number {
  if (code === 1) return 192;
  if (code <= 5) return 144 * 2 ** code;
  if (code === 6) return bytes.readUInt8(at) + 1;
  if (code === 7) return bytes.readUInt16BE(at) + 1;
  return 2 ** code;
}

/** Reads a number coded as UTF-8 codes characters, but with up to 36 bits. */
function codedNumber(bytes: Buffer, at: number) {
  const first = bytes[at] ?? 0xff;
  const ones = Math.clz32((~first & 0xff) << 24);
  if (ones === 0) return { value: first, byteLength: 1 };
  if (ones === 1 || ones > 7) return undefined;
  let value = first & (0x7f >> ones);
  for (const byte of bytes.subarray(at + 1, at + ones)) {
    if (byte >> 6 !== 2) return undefined;
    value = value * 64 + (byte & 0x3f);
  }
  return { value, byteLength: ones };
}

/** A checksum (CRC-8) with the polynomial x⁸ + x² + x + 1. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80 ? ((sum << 1) ^ 0x07) & 0xff : sum << 1;
  }
  return sum;
}
