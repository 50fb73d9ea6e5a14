import type { RecordingSource } from '../recording.ts';
import { type Piece, spliced } from '../spliced-recording.ts';

const headBytes = 65_536;
/** This is more zeros than any recorder leaves before the sound. */
const mostPaddingBytes = 1_048_576;
/** Fewer zeros may be part of the size of an MP4's first box. */
const fewestLeadingZeros = 16;
const mostBoxes = 8;

/**
 * Moves the container to the very beginning of the recording, where libraries and the speech API look
 * for it. Some recorders write empty boxes before the box that names an MP4, and zeros before an MP3 or
 * after its tag. No byte of the sound is touched, and no offset in an MP4 moves.
 */
export async function fromContainerStart(source: RecordingSource): Promise<RecordingSource> {
  return (await withNamingBoxFirst(source)) ?? (await withoutPadding(source)) ?? source;
}

const emptyBoxes = ['free', 'skip', 'wide'];

/** Swaps the box that names an MP4 with the empty ones before it. */
async function withNamingBoxFirst(source: RecordingSource): Promise<RecordingSource | undefined> {
  let at = 0;
  for (let box = 0; box < mostBoxes; box += 1) {
    const head = Buffer.from(await source.read(at, at + 8));
    if (head.byteLength < 8) return undefined;
    const sizeBytes = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    const end = at + sizeBytes;
    if (type === 'ftyp' && at > 0 && sizeBytes >= 16 && sizeBytes <= headBytes) {
      const naming = await source.read(at, end);
      return spliced(source, [naming, { start: 0, end: at }, rest(source, end)]);
    }
    // A segment of a stream names itself in the same way, but with another type of box.
    if (type === 'styp' && at === 0) {
      head.write('ftyp', 4);
      return spliced(source, [head, rest(source, 8)]);
    }
    if (!emptyBoxes.includes(type) || sizeBytes < 8) return undefined;
    at = end;
  }
  return undefined;
}

/** Leaves out zeros at the beginning, and zeros between an ID3 tag and the sound. */
async function withoutPadding(source: RecordingSource): Promise<RecordingSource | undefined> {
  const tagEnd = await endOfId3Tags(source);
  const soundStart = await endOfZeros(source, tagEnd);
  const isPadded = tagEnd > 0 ? soundStart > tagEnd : soundStart >= fewestLeadingZeros;
  if (!isPadded) return undefined;
  const pieces: Piece[] = [{ start: 0, end: tagEnd }, rest(source, soundStart)];
  return spliced(source, pieces);
}

const mostTags = 4;

/**
 * Finds the end of the last ID3 tag at the beginning. The size of each is written with seven bits per
 * byte.
 */
export async function endOfId3Tags(source: RecordingSource): Promise<number> {
  let end = 0;
  for (let tag = 0; tag < mostTags; tag += 1) {
    const head = Buffer.from(await source.read(end, end + 10));
    if (head.byteLength < 10 || head.toString('latin1', 0, 3) !== 'ID3') break;
    const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6);
    end += 10 + ((a & 0x7f) << 21) + ((b & 0x7f) << 14) + ((c & 0x7f) << 7) + (d & 0x7f);
  }
  return end;
}

async function endOfZeros(source: RecordingSource, start: number): Promise<number> {
  for (let at = start; at < Math.min(start + mostPaddingBytes, source.sizeBytes); at += headBytes) {
    const bytes = await source.read(at, at + headBytes);
    const first = bytes.findIndex((byte) => byte !== 0);
    if (first >= 0) return at + first;
  }
  return start;
}

const rest = ({ sizeBytes }: RecordingSource, start: number): Piece => ({ start, end: sizeBytes });
