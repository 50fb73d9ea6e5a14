import type { RecordingSource } from '../recording.ts';
import type { ReadableSound } from './readable-sound.ts';
import { windowsFromEnd } from './windows-from-end.ts';

const headBytes = 65_536;
const pageHeaderBytes = 27;
/** Each stream says in its first page what it contains. */
const firstPageFlag = 2;

interface Page {
  readonly flags: number;
  /**
   * How far the sound has come at the end of the page, in samples; negative where no packet ends in it.
   */
  readonly granule: number;
  readonly serial: number;
  readonly content: Buffer;
  readonly end: number;
}

interface OggSound {
  readonly serial: number;
  readonly samplesPerSecond: number;
  /** Samples at the beginning that a decoder leaves out. */
  readonly skippedSamples: number;
}

/**
 * Reads Ogg with sound in it. Each page says where it stands in the sound, so the first and the last
 * one tell the length, whatever lies between them: a picture in a comment, or a film. It returns
 * undefined where the file is no Ogg, or has no known kind of sound.
 */
export async function readOgg(source: RecordingSource): Promise<ReadableSound | undefined> {
  const head = Buffer.from(await source.read(0, headBytes));
  const sound = firstPages(head)
    .map(soundOf)
    .find((one) => one !== undefined);
  if (!sound) return undefined;
  for await (const { bytes } of windowsFromEnd(source, 0)) {
    const granule = lastGranule(bytes, sound.serial);
    if (granule === undefined) continue;
    const seconds = Math.max(0, granule - sound.skippedSamples) / sound.samplesPerSecond;
    return { extension: 'ogg', seconds, source };
  }
  return undefined;
}

function firstPages(head: Buffer): readonly Page[] {
  const pages: Page[] = [];
  for (let at = 0; ; ) {
    const page = pageAt(head, at);
    if (!page || (page.flags & firstPageFlag) === 0) return pages;
    pages.push(page);
    at = page.end;
  }
}

function lastGranule(tail: Buffer, serial: number): number | undefined {
  for (let at = tail.lastIndexOf('OggS'); at >= 0; ) {
    const page = pageAt(tail, at);
    // A page that was cut off counts sound that never arrived.
    const isWhole = page && page.end <= tail.byteLength;
    if (isWhole && page.serial === serial && page.granule >= 0) return page.granule;
    at = at > 0 ? tail.lastIndexOf('OggS', at - 1) : -1;
  }
  return undefined;
}

/** Reads a page. RFC 3533, 6. */
function pageAt(bytes: Buffer, at: number): Page | undefined {
  if (at + pageHeaderBytes > bytes.byteLength) return undefined;
  if (bytes.toString('latin1', at, at + 5) !== 'OggS\0') return undefined;
  const segments = bytes.readUInt8(at + 26);
  const start = at + pageHeaderBytes + segments;
  const sizes = bytes.subarray(at + pageHeaderBytes, start);
  const end = start + sizes.reduce((sum, size) => sum + size, 0);
  return {
    flags: bytes.readUInt8(at + 5),
    granule: Number(bytes.readBigInt64LE(at + 6)),
    serial: bytes.readUInt32LE(at + 14),
    content: bytes.subarray(start, end),
    end,
  };
}

/** Recognises a codec by the packet that it begins with. */
function soundOf({ serial, content }: Page): OggSound | undefined {
  const begins = (name: string) => content.indexOf(name, 0, 'latin1') === 0;
  const sound = (samplesPerSecond: number, skippedSamples = 0) =>
    samplesPerSecond > 0 ? { serial, samplesPerSecond, skippedSamples } : undefined;
  if (content.byteLength < 19) return undefined;
  // Opus counts at this rate, whatever rate it was recorded with.
  if (begins('OpusHead')) return sound(48_000, content.readUInt16LE(10));
  if (begins('\x01vorbis')) return sound(content.readUInt32LE(12));
  if (begins('\x7fFLAC') && content.byteLength >= 30) return sound(content.readUIntBE(27, 3) >> 4);
  if (begins('Speex   ') && content.byteLength >= 40) return sound(content.readUInt32LE(36));
  return undefined;
}
