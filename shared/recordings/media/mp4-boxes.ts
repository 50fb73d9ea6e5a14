import type { RecordingSource } from '../recording.ts';

/**
 * A box, of which MP4 and QuickTime files are made: each lies within another or after it. ISO 14496-12,
 * 4.2.
 */
export interface Mp4Box {
  readonly name: string;
  readonly start: number;
  readonly contentStart: number;
  /** The end that the box claims; the file may end before. */
  readonly end: number;
}

/** This is more than any recorder writes side by side, except for the fragments of a stream. */
const mostBoxes = 256;
const sizeInEightBytes = 1;
const toTheEnd = 0;

/**
 * Reads the boxes from `start` up to `end`, as far as their sizes lead. Each is read when it is asked
 * for.
 */
export async function* mp4Boxes(
  source: RecordingSource,
  start: number,
  end: number,
): AsyncGenerator<Mp4Box> {
  let at = start;
  for (let count = 0; at + 8 <= end && count < mostBoxes; count += 1) {
    const header = Buffer.from(await source.read(at, at + 16));
    if (header.byteLength < 8) break;
    const said = header.readUInt32BE(0);
    const isLarge = said === sizeInEightBytes && header.byteLength === 16;
    const headerBytes = isLarge ? 16 : 8;
    const sizeBytes = isLarge ? Number(header.readBigUInt64BE(8)) : said;
    const boxEnd = said === toTheEnd ? source.sizeBytes : at + sizeBytes;
    if (boxEnd < at + headerBytes) break;
    const name = header.toString('latin1', 4, 8);
    yield { name, start: at, contentStart: at + headerBytes, end: boxEnd };
    at = boxEnd;
  }
}

/** Finds the index of a file, if the file says in one place where all of its sound lies. */
export async function mp4Index(source: RecordingSource): Promise<Mp4Box | undefined> {
  for await (const box of mp4Boxes(source, 0, source.sizeBytes)) {
    if (box.name === 'moov') return box;
    if (box.name === 'moof') return undefined;
  }
  return undefined;
}

/**
 * Whether a file broke off after its index: the box that holds the sound claims to be longer than the
 * file.
 */
export async function isCutMp4(source: RecordingSource): Promise<boolean> {
  for await (const { name, end } of mp4Boxes(source, 0, source.sizeBytes)) {
    if (name === 'mdat' && end > source.sizeBytes) return true;
  }
  return false;
}

const headBytes = 65_536;

/** Whether the sound comes in parts, each with an index of its own. */
export async function isFragmented(source: RecordingSource): Promise<boolean> {
  const head = Buffer.from(await source.read(0, headBytes));
  return head.includes('mvex') || head.includes('moof');
}
