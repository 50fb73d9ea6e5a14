import { fileTypeFromBuffer } from 'file-type';
import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced-recording.ts';
import { endOfId3Tags } from './container-start.ts';
import { firstMpegFrame, type MpegCounter, type MpegFrame, mpegCounter } from './mpeg-frames.ts';
import type { ReadableSound } from './readable-sound.ts';

const windowBytes = 65_536;
/**
 * How many bytes a file may have beyond what its index says: at most the rest of a tag after the sound.
 */
const toleratedBytes = 16_384;
const toleratedShare = 0.02;
/** The densest stream of any encoder, at the top of what the layers allow. */
const mostBytesPerSecond = 60_000;

/**
 * Reads MP3 and its predecessors, whose frames follow each other without a header. Where there is no
 * index (Xing's or Fraunhofer's), only counting all frames tells the length, because they may differ in
 * size. A look at three places estimates it. A recording that seems short enough is counted while it is
 * sent. One that seems too long is counted before anything is paid, so that no talk is refused on an
 * estimate.
 */
export async function readMp3(
  source: RecordingSource,
  maximumSeconds: number,
): Promise<ReadableSound> {
  const tagEnd = await endOfId3Tags(source);
  const head = Buffer.from(await source.read(tagEnd, tagEnd + windowBytes));
  const first = firstMpegFrame(head);
  if (!first) return 'unreadable';
  const fromFrame = await fromFirstFrame(source, tagEnd, first.start);
  if (!fromFrame) return 'unreadable';
  const sound = { extension: 'mp3', source: fromFrame } as const;

  const start = tagEnd + first.start;
  const stated = lengthByIndex(head.subarray(first.start), first.frame, source.sizeBytes - start);
  if (stated !== undefined) return { ...sound, seconds: stated };
  const { seconds, isAll } = await estimatedLength(source, start);
  if (isAll) return { ...sound, seconds };
  const newCounter = () => mpegCounter(fromFrame.sizeBytes - (source.sizeBytes - start));
  if (seconds <= maximumSeconds) return { ...sound, seconds, newCounter };
  return { ...sound, seconds: await countedSeconds(fromFrame, newCounter(), maximumSeconds) };
}

/**
 * Lets a recording begin with its first frame: an MP3 that was cut out of a longer one begins within a
 * frame, and a reader that looks at the first bytes refuses it. It returns undefined where the frames
 * lie in something else: a film, or an archive.
 */
async function fromFirstFrame(source: RecordingSource, tagEnd: number, firstAt: number) {
  if (tagEnd > 0 || firstAt === 0) return source;
  const head = await source.read(0, windowBytes);
  if (await fileTypeFromBuffer(head).catch(() => undefined)) return undefined;
  return spliced(source, [{ start: firstAt, end: source.sizeBytes }]);
}

/**
 * Reads the length from the index, which stands after the side information of the first frame. Such a
 * frame holds no sound.
 */
function lengthByIndex(head: Buffer, frame: MpegFrame, soundBytes: number): number | undefined {
  const index = xingIndex(head, frame) ?? fraunhoferIndex(head);
  if (!index || index.frames === 0) return undefined;
  const seconds = index.frames * frame.seconds;
  // The index is wrong where the file was cut off since, or a second one was appended.
  const tolerated = toleratedBytes + toleratedShare * soundBytes;
  const isOfThis = !index.bytes || Math.abs(index.bytes - soundBytes) <= tolerated;
  const isPlausible = soundBytes <= seconds * mostBytesPerSecond + tolerated;
  return isOfThis && isPlausible ? seconds : undefined;
}

function xingIndex(head: Buffer, { isMpeg1, isMono }: MpegFrame) {
  const at = 4 + (isMpeg1 ? (isMono ? 17 : 32) : isMono ? 9 : 17);
  const name = head.toString('latin1', at, at + 4);
  if ((name !== 'Xing' && name !== 'Info') || head.byteLength < at + 16) return undefined;
  const flags = head.readUInt32BE(at + 4);
  const hasFrames = (flags & 1) !== 0;
  const hasBytes = (flags & 2) !== 0;
  return {
    frames: hasFrames ? head.readUInt32BE(at + 8) : 0,
    bytes: hasBytes ? head.readUInt32BE(at + (hasFrames ? 12 : 8)) : 0,
  };
}

const fraunhoferAt = 36;

function fraunhoferIndex(head: Buffer) {
  const name = head.toString('latin1', fraunhoferAt, fraunhoferAt + 4);
  if (name !== 'VBRI' || head.byteLength < fraunhoferAt + 18) return undefined;
  return {
    bytes: head.readUInt32BE(fraunhoferAt + 10),
    frames: head.readUInt32BE(fraunhoferAt + 14),
  };
}

/**
 * Estimates the length from the beginning, the middle and the end of the file, or from all of a short
 * one.
 */
async function estimatedLength(source: RecordingSource, start: number) {
  const { sizeBytes } = source;
  const soundBytes = sizeBytes - start;
  const isAll = soundBytes <= 3 * windowBytes;
  const middle = start + Math.floor((soundBytes - windowBytes) / 2);
  const looks = isAll ? [start] : [start, middle, sizeBytes - windowBytes];
  let seconds = 0;
  let frameBytes = 0;
  for (const at of looks) {
    const counter = mpegCounter();
    counter.add(await source.read(at, at + (isAll ? soundBytes : windowBytes)));
    seconds += counter.seconds;
    frameBytes += counter.frameBytes;
  }
  return { seconds: isAll ? seconds : (soundBytes / frameBytes) * seconds, isAll };
}

/** Counts no further than the recording may be long. It returns undefined where no frame was found. */
async function countedSeconds(
  source: Pick<RecordingSource, 'open'>,
  counter: MpegCounter,
  maximumSeconds: number,
): Promise<number | undefined> {
  for await (const chunk of await source.open()) {
    counter.add(chunk);
    if (counter.seconds > maximumSeconds) break;
  }
  return counter.seconds > 0 ? counter.seconds : undefined;
}
