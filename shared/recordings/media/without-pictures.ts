import type { RecordingSource } from '../recording.ts';
import { type Piece, spliced } from '../spliced-recording.ts';
import { type EbmlElement, matroskaElements, writtenEbmlNumber } from './ebml.ts';
import { type Mp4Box, mp4Boxes, mp4Index } from './mp4-boxes.ts';

/** Smaller parts are read along anyway. */
const fewestBytes = 65_536;
/** The index of ten minutes of sound is smaller than this. */
const fewestIndexBytes = 1_048_576;

/** A recording as a media library is shown it. */
export interface Shown {
  readonly source: RecordingSource;
  /** The number of bytes in it that the library is not meant to read. */
  readonly otherBytes: number;
}

/**
 * Hides from the media library the picture of the speaker, and whatever else in the header does not
 * belong to the sound. The libraries read the header whole, and it may be larger than a worker's
 * memory. Nothing moves except within an MP4's index, and the recording itself is what is sent.
 */
export async function withoutPictures(source: RecordingSource): Promise<Shown> {
  const lean = (await withLeanIndex(source)) ?? (await withoutAttachments(source));
  return lean ?? { source, otherBytes: 0 };
}

/** The boxes that describe the sound; they may be large. */
const indexBoxes = ['mvhd', 'trak', 'mvex'];
const boxHeaderBytes = 8;

/** Drops the other boxes from the index, and puts an empty one of the same length after it. */
async function withLeanIndex(source: RecordingSource): Promise<Shown | undefined> {
  const first = Buffer.from(await source.read(4, 8)).toString('latin1');
  if (!/^(?:ftyp|moov|mdat|wide|free|skip)$/.test(first)) return undefined;
  const index = await mp4Index(source);
  const isLarge = index && index.end - index.start >= fewestIndexBytes;
  if (!isLarge || index.end > source.sizeBytes) return undefined;
  const kept: Mp4Box[] = [];
  for await (const box of mp4Boxes(source, index.contentStart, index.end)) {
    if (indexBoxes.includes(box.name) || box.end - box.start < fewestBytes) kept.push(box);
  }
  const keptBytes = kept.reduce((sum, { start, end }) => sum + end - start, 0);
  const freeBytes = index.end - index.start - boxHeaderBytes - keptBytes;
  if (freeBytes < fewestBytes) return undefined;
  const pieces: Piece[] = [
    { start: 0, end: index.start },
    boxHeader('moov', boxHeaderBytes + keptBytes),
    ...kept,
    boxHeader('free', freeBytes),
    { start: index.end - freeBytes + boxHeaderBytes, end: index.end },
    { start: index.end, end: source.sizeBytes },
  ];
  return { source: spliced(source, pieces), otherBytes: freeBytes };
}

function boxHeader(name: string, sizeBytes: number): Buffer {
  const header = Buffer.alloc(boxHeaderBytes);
  header.writeUInt32BE(sizeBytes);
  header.write(name, 4, 'latin1');
  return header;
}

const attachmentsId = 0x1941a469;
const tagsId = 0x1254c367;
const voidId = 0xec;

/** Puts void elements in the place of attachments and tags, which libraries skip. */
async function withoutAttachments(source: RecordingSource): Promise<Shown | undefined> {
  const pieces: Piece[] = [];
  let copiedEnd = 0;
  let otherBytes = 0;
  for await (const element of matroskaElements(source)) {
    const { id, start, contentStart, contentBytes = 0 } = element;
    if ((id !== attachmentsId && id !== tagsId) || contentBytes < fewestBytes) continue;
    pieces.push({ start: copiedEnd, end: start }, voidHeader(element));
    copiedEnd = contentStart;
    otherBytes += contentBytes;
  }
  if (pieces.length === 0) return undefined;
  pieces.push({ start: copiedEnd, end: source.sizeBytes });
  return { source: spliced(source, pieces), otherBytes };
}

/** Makes the header of a void element, as long as the element's own header. */
function voidHeader({ start, contentStart, contentBytes = 0 }: EbmlElement): Buffer {
  const headerBytes = contentStart - start;
  // A size has at most eight bytes; the bytes that the header then lacks are counted as content.
  const sizeBytes = Math.min(headerBytes - 1, 8);
  const lacking = headerBytes - 1 - sizeBytes;
  return Buffer.concat([
    Buffer.from([voidId]),
    writtenEbmlNumber(contentBytes + lacking, sizeBytes),
    Buffer.alloc(lacking),
  ]);
}
