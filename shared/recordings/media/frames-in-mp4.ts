import type { RecordingSource } from '../recording.ts';
import { type FramedStream, mp4Header } from './mp4-header.ts';
import type { ReadableSound } from './readable-sound.ts';
import { rollingBytes } from './rolling-bytes.ts';

/** One frame of a bare stream. */
export interface BareFrame {
  /** The size of the frame's own header. An MP4 says all of it once, so it is left out there. */
  readonly headerBytes: number;
  /** The size including its header. */
  readonly sizeBytes: number;
  /** A number that is equal for all frames of one stream. */
  readonly kind: number;
}

/** How to find the frames of a codec that follow each other without a container. */
export interface BareFraming {
  /** The length of the longest header by which a frame is recognised. */
  readonly longestHeaderBytes: number;
  /** The byte with which each frame begins. */
  readonly firstByte: number;
  /** Returns undefined where no frame begins there. */
  frameAt(bytes: Buffer, at: number): BareFrame | undefined;
  streamOf(kind: number): FramedStream;
}

type Bytes = Pick<RecordingSource, 'open'>;

/**
 * Packs a bare stream into an MP4, its frames as they are, since the speech API accepts no bare stream.
 * An MP4 has the sizes of its frames in its header, and a request is sent with its length. So the whole
 * stream is read once for the sizes, and again whenever it is sent, each frame without its own header.
 * The media library could do it too, but packet by packet it leaves a hundred megabytes of garbage.
 */
export async function framesInMp4(
  bytes: Bytes,
  framing: BareFraming,
  maximumSeconds: number,
): Promise<ReadableSound> {
  const sizes: number[] = [];
  let soundBytes = 0;
  let stream: FramedStream | undefined;
  let seconds = 0;
  for await (const part of frames(bytes, framing)) {
    stream ??= framing.streamOf(part.kind);
    soundBytes += part.sound.byteLength;
    for (const size of part.sizes) sizes.push(size);
    seconds = (sizes.length * stream.samplesPerFrame) / stream.samplesPerSecond;
    if (seconds > maximumSeconds) break;
  }
  if (!stream) return 'unreadable';
  const header = mp4Header(stream, sizes, soundBytes);
  return {
    extension: 'm4a',
    seconds,
    source: {
      sizeBytes: header.byteLength + soundBytes,
      open: async () => inOrder(header, bytes, framing),
    },
  };
}

const chainedFrames = 4;

/** Whether the bytes contain frames in a row. They may begin within a frame. */
export function hasBareFrames(head: Uint8Array, framing: BareFraming): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const next = (at: number) => bytes.indexOf(framing.firstByte, at);
  for (let at = next(0); at >= 0; at = next(at + 1)) {
    if (framesInARow(bytes, at, framing) >= chainedFrames) return true;
  }
  return false;
}

function framesInARow(bytes: Buffer, start: number, framing: BareFraming): number {
  let count = 0;
  let kind: number | undefined;
  for (let at = start; count < chainedFrames; ) {
    if (at + framing.longestHeaderBytes > bytes.byteLength) break;
    const frame = framing.frameAt(bytes, at);
    if (!frame || (kind !== undefined && frame.kind !== kind)) break;
    kind = frame.kind;
    count += 1;
    at += frame.sizeBytes;
  }
  return count;
}

async function* inOrder(header: Uint8Array, bytes: Bytes, framing: BareFraming) {
  yield header;
  // The sender may keep the bytes, so they are copied.
  for await (const { sound } of frames(bytes, framing)) yield Uint8Array.from(sound);
}

/**
 * Yields the frames that have arrived whole, without their headers, and the size of each. The bytes are
 * valid until the next ones are asked for.
 */
async function* frames(source: Bytes, { longestHeaderBytes, firstByte, frameAt }: BareFraming) {
  let kind: number | undefined;
  const rolling = rollingBytes();
  for await (const chunk of await source.open()) {
    const bytes = rolling.with(chunk);
    const sizes: number[] = [];
    let at = 0;
    let soundEnd = 0;
    while (at + longestHeaderBytes <= bytes.byteLength) {
      const frame = frameAt(bytes, at);
      if (!frame || (kind !== undefined && frame.kind !== kind)) {
        // The frame is damaged, or there is something between the frames.
        const next = bytes.indexOf(firstByte, at + 1);
        at = next < 0 ? bytes.byteLength : next;
        continue;
      }
      if (at + frame.sizeBytes > bytes.byteLength) break;
      kind ??= frame.kind;
      bytes.copyWithin(soundEnd, at + frame.headerBytes, at + frame.sizeBytes);
      sizes.push(frame.sizeBytes - frame.headerBytes);
      soundEnd += frame.sizeBytes - frame.headerBytes;
      at += frame.sizeBytes;
    }
    if (kind !== undefined && soundEnd > 0) {
      yield { kind, sizes, sound: bytes.subarray(0, soundEnd) };
    }
    rolling.keepFrom(at);
  }
}
