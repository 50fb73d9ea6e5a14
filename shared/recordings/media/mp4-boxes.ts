import type { RecordingSource } from '../recording.ts';

/** What MP4 and QuickTime files are made of, each in another or behind it. ISO 14496-12, 4.2. */
export interface Mp4Box {
  readonly name: string;
  readonly start: number;
  readonly contentStart: number;
  /** As it says; the file may end before. */
  readonly end: number;
}

/** More than any recorder writes beside each other, but for the fragments of a stream. */
const mostBoxes = 256;
const sizeInEightBytes = 1;
const toTheEnd = 0;

/** Those that lie from `start` up to `end`, as far as their sizes lead; each is read when its turn comes. */
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

/** The index of a file, where it is one that says in one place where all of its sound lies. */
export async function mp4Index(source: RecordingSource): Promise<Mp4Box | undefined> {
  for await (const box of mp4Boxes(source, 0, source.sizeBytes)) {
    if (box.name === 'moov') return box;
    if (box.name === 'moof') return undefined;
  }
  return undefined;
}

/** Whether it broke off behind its index: the box that holds the sound is longer than the file. */
export async function isCutMp4(source: RecordingSource): Promise<boolean> {
  for await (const { name, end } of mp4Boxes(source, 0, source.sizeBytes)) {
    if (name === 'mdat' && end > source.sizeBytes) return true;
  }
  return false;
}

const headBytes = 65_536;

/** Whether its sound comes in parts, each with an index of its own. */
export async function isFragmented(source: RecordingSource): Promise<boolean> {
  const head = Buffer.from(await source.read(0, headBytes));
  return head.includes('mvex') || head.includes('moof');
}
