import type { StreamCounter } from './readable-sound.ts';

/** One frame of MPEG audio (MP3 and its predecessors), as its header describes it. */
export interface MpegFrame {
  readonly sizeBytes: number;
  readonly seconds: number;
  /** Version, layer and sample rate, which stay the same throughout a stream. */
  readonly kind: number;
  readonly isMpeg1: boolean;
  readonly isMono: boolean;
}

const headerBytes = 4;
const kindMask = 0x001e_0c00;

/** Bit rates in kbit/s, by layer: ISO 11172-3, 2.4.2.3. */
const mpeg1Rates = [
  [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];
/** The bit rates that ISO 13818-3 adds for its lower sample rates. */
const lowRates = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const mpeg2Rates = [
  [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  lowRates,
  lowRates,
];
/** The sample rates of MPEG 1. MPEG 2 has half of them, and its extension 2.5 a quarter. */
const samplesPerSecondByIndex = [44_100, 48_000, 32_000];
const partsByVersion = [4, undefined, 2, 1];

/** Reads the frame that begins there; undefined where none does. */
export function mpegFrameAt(bytes: Buffer, at: number): MpegFrame | undefined {
  if (bytes[at] !== 0xff || at + headerBytes > bytes.byteLength) return undefined;
  const header = bytes.readUInt32BE(at);
  const parts = partsByVersion[(header >> 19) & 3];
  const layer = 4 - ((header >> 17) & 3);
  const isMpeg1 = parts === 1;
  const kilobits = (isMpeg1 ? mpeg1Rates : mpeg2Rates)[layer - 1]?.[((header >> 12) & 15) - 1];
  const fullRate = samplesPerSecondByIndex[(header >> 10) & 3];
  if (header >>> 21 !== 0x7ff || !parts || !kilobits || !fullRate) return undefined;
  const slotBytes = layer === 1 ? 4 : 1;
  const samples = samplesOf(layer, isMpeg1);
  const seconds = (samples * parts) / fullRate;
  const slots = Math.floor((kilobits * 125 * seconds) / slotBytes);
  return {
    sizeBytes: (slots + ((header >> 9) & 1)) * slotBytes,
    seconds,
    kind: header & kindMask,
    isMpeg1,
    isMono: ((header >> 6) & 3) === 3,
  };
}

function samplesOf(layer: number, isMpeg1: boolean): number {
  if (layer === 1) return 384;
  return layer === 2 || isMpeg1 ? 1_152 : 576;
}

/** Stray sync bytes are rare enough that three frames of one kind in a row are no coincidence. */
const chainedFrames = 3;

/**
 * Finds where frames begin, at `from` or after it: a whole chain, or the first frame of one that the
 * bytes cut off.
 */
function chainStart(bytes: Buffer, from: number) {
  for (let start = bytes.indexOf(0xff, from); start >= 0; start = bytes.indexOf(0xff, start + 1)) {
    let at = start;
    let kind: number | undefined;
    for (let count = 0; count < chainedFrames; count += 1) {
      if (at + headerBytes > bytes.byteLength) return { start, isWhole: false };
      const frame = mpegFrameAt(bytes, at);
      if (!frame || (kind !== undefined && frame.kind !== kind)) break;
      kind = frame.kind;
      at += frame.sizeBytes;
      if (count === chainedFrames - 1) return { start, isWhole: true };
    }
  }
  return { start: bytes.byteLength, isWhole: false };
}

/** Finds the first frame in these bytes; undefined where there is none. */
export function firstMpegFrame(bytes: Buffer) {
  const { start, isWhole } = chainStart(bytes, 0);
  const frame = isWhole ? mpegFrameAt(bytes, start) : undefined;
  return frame && { start, frame };
}

/** What has been counted of a stream so far. */
export interface MpegCounter extends StreamCounter {
  /** The number of bytes in all of its frames. */
  readonly frameBytes: number;
}

/**
 * Counts the frames of a stream as it passes, and keeps no more of it than a frame that a chunk cut
 * off. Anything between the frames (a tag, junk, the beginning of another file) is skipped.
 */
export function mpegCounter(skippedBytes = 0): MpegCounter {
  let seconds = 0;
  let frameBytes = 0;
  let kind: number | undefined;
  /** How many of the next bytes belong to a frame that is counted already. */
  let skip = skippedBytes;
  let rest: Uint8Array = new Uint8Array();

  const count = (bytes: Buffer): number => {
    let at = skip;
    while (at + headerBytes <= bytes.byteLength) {
      const frame = mpegFrameAt(bytes, at);
      if (!frame || frame.kind !== kind) {
        const chain = chainStart(bytes, at);
        at = chain.start;
        if (!chain.isWhole) break;
        kind = mpegFrameAt(bytes, at)?.kind;
        continue;
      }
      seconds += frame.seconds;
      frameBytes += frame.sizeBytes;
      at += frame.sizeBytes;
    }
    return at;
  };

  return {
    get seconds() {
      return seconds;
    },
    get frameBytes() {
      return frameBytes;
    },
    add(chunk) {
      if (rest.byteLength === 0 && skip >= chunk.byteLength) {
        skip -= chunk.byteLength;
        return;
      }
      const bytes =
        rest.byteLength > 0
          ? Buffer.concat([rest, chunk])
          : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const at = count(bytes);
      skip = Math.max(0, at - bytes.byteLength);
      rest = Uint8Array.from(bytes.subarray(at));
    },
  };
}
