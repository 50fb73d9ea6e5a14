import type { RecordingSource } from '../recording.ts';
import {
  type AacStream,
  mp4Header,
  samplesPerFrame,
  samplesPerSecondByIndex,
} from './mp4-header.ts';
import type { ReadableSound } from './readable-sound.ts';

const shortestHeaderBytes = 7;
const longestHeaderBytes = 9;

interface Frame extends AacStream {
  readonly headerBytes: number;
  /** With its header. */
  readonly sizeBytes: number;
}

/**
 * A bare AAC stream (ADTS, as Android's recorders write it) in an MP4, its frames as they are. The
 * speech API takes no bare stream, and a request is sent with its length. So all of it is read once
 * for the sizes of its frames, which an MP4 has in its header, and again whenever it is sent, each
 * frame without the header of its own. The media library would do it too, but its packets one by
 * one make a hundred megabytes of garbage.
 */
export async function adtsInMp4(
  source: RecordingSource,
  maximumSeconds: number,
): Promise<ReadableSound> {
  const sizes: number[] = [];
  let soundBytes = 0;
  let stream: AacStream | undefined;
  let seconds = 0;
  for await (const part of frames(source)) {
    stream ??= part.stream;
    soundBytes += part.sound.byteLength;
    for (const size of part.sizes) sizes.push(size);
    seconds = (sizes.length * samplesPerFrame) / part.stream.samplesPerSecond;
    if (seconds > maximumSeconds) break;
  }
  if (!stream) return 'unreadable';
  const header = mp4Header(stream, sizes, soundBytes);
  return {
    extension: 'm4a',
    seconds,
    source: {
      sizeBytes: header.byteLength + soundBytes,
      open: async () => inOrder(header, source),
    },
  };
}

const searchedBytes = 65_536;
const chainedFrames = 4;

/** Whether the bytes are frames of AAC from some place on, though they may begin within one. */
export async function isAdts(source: RecordingSource): Promise<boolean> {
  const head = Buffer.from(await source.read(0, searchedBytes));
  for (let at = head.indexOf(0xff); at >= 0; at = head.indexOf(0xff, at + 1)) {
    if (framesInARow(head, at) >= chainedFrames) return true;
  }
  return false;
}

function framesInARow(bytes: Buffer, start: number): number {
  let count = 0;
  let first: Frame | undefined;
  for (let at = start; count < chainedFrames && at + longestHeaderBytes <= bytes.byteLength; ) {
    const frame = frameAt(bytes, at);
    if (!frame || (first && !isSameStream(frame, first))) break;
    first ??= frame;
    count += 1;
    at += frame.sizeBytes;
  }
  return count;
}

async function* inOrder(header: Uint8Array, source: RecordingSource) {
  yield header;
  for await (const { sound } of frames(source)) yield sound;
}

/** The frames that have come whole, without their headers, and the size of each. */
async function* frames(source: RecordingSource) {
  let stream: Frame | undefined;
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of await source.open()) {
    // A copy in any case, which is then moved together in place.
    const bytes = Buffer.concat([rest, chunk]);
    const sizes: number[] = [];
    let at = 0;
    let soundEnd = 0;
    while (at + longestHeaderBytes <= bytes.byteLength) {
      const frame = frameAt(bytes, at);
      if (!frame || (stream && !isSameStream(frame, stream))) {
        // Damaged, or something between the frames: they begin with eleven ones.
        const next = bytes.indexOf(0xff, at + 1);
        at = next < 0 ? bytes.byteLength : next;
        continue;
      }
      if (at + frame.sizeBytes > bytes.byteLength) break;
      stream ??= frame;
      bytes.copyWithin(soundEnd, at + frame.headerBytes, at + frame.sizeBytes);
      sizes.push(frame.sizeBytes - frame.headerBytes);
      soundEnd += frame.sizeBytes - frame.headerBytes;
      at += frame.sizeBytes;
    }
    rest = Uint8Array.from(bytes.subarray(at));
    if (stream && soundEnd > 0) yield { stream, sizes, sound: bytes.subarray(0, soundEnd) };
  }
}

/** ISO 13818-7, 6.2. Several blocks in one frame are possible and never seen. */
function frameAt(bytes: Buffer, at: number): Frame | undefined {
  const isSync = bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xf6) === 0xf0;
  if (!isSync) return undefined;
  const fixed = bytes.readUInt32BE(at);
  const frequencyIndex = (fixed >> 10) & 0xf;
  const samplesPerSecond = samplesPerSecondByIndex[frequencyIndex];
  const channels = (fixed >> 6) & 0x7;
  const headerBytes = fixed & 0x1_0000 ? shortestHeaderBytes : longestHeaderBytes;
  const sizeBytes = (bytes.readUIntBE(at + 3, 3) >> 5) & 0x1fff;
  const blocks = (bytes.readUInt8(at + 6) & 0x3) + 1;
  const isWhole = samplesPerSecond && channels > 0 && blocks === 1 && sizeBytes > headerBytes;
  if (!isWhole) return undefined;
  const objectType = ((fixed >> 14) & 0x3) + 1;
  return { objectType, frequencyIndex, samplesPerSecond, channels, headerBytes, sizeBytes };
}

function isSameStream(one: AacStream, other: AacStream): boolean {
  return (
    one.objectType === other.objectType &&
    one.frequencyIndex === other.frequencyIndex &&
    one.channels === other.channels
  );
}
