import { OwnError } from '../../own-error.ts';
import type { RecordingSource } from '../recording.ts';
import { collectingGarbage } from './collecting-garbage.ts';

export interface BufferedReads extends RecordingSource {
  /** The number of times the recording itself was read. */
  readonly reads: number;
  /**
   * The error that the recording's store threw. It is no fault of the bytes, so it must not pass as
   * one.
   */
  readonly failure: unknown;
  /** Releases the memory of what was read, which may be some megabytes. */
  forget(): void;
}

/**
 * This holds all that tells about most recordings: the header, or the last page, cluster or fragment.
 */
const endBytes = 262_144;
const shortestReadBytes = 65_536;
const longestReadBytes = 1_048_576;
/** No index of ten minutes is larger than this, whatever the header claims. */
const longestAskedBytes = 4_194_304;
const keptBytes = 4_194_304;
/**
 * A page of an Ogg file is asked for once for each of its packets, at most 255 times. A reader that
 * asks for the same bytes more often makes no progress, as in a webm that ends within an element.
 */
const mostRepeats = 1_000;
/** The smallest packets have about twenty bytes, and each is asked for a few times. */
const mostAsked = (sizeBytes: number) => Math.min(20_000 + sizeBytes / 4, 300_000);

interface Window {
  readonly start: number;
  readonly bytes: Uint8Array;
}

const isWithin = ({ start, bytes }: Window, at: number) =>
  start <= at && at < start + bytes.byteLength;
const sumOfBytes = (sum: number, { bytes }: Window) => sum + bytes.byteLength;

/**
 * Media libraries ask for a few bytes at a time, all over the file, and each read from the bucket costs
 * a round trip. So nearby bytes are read along: near the end all of the end, and elsewhere the more,
 * the longer the reads continue in order. A library that has read the recording more than four times
 * over is being led in circles by it, and is stopped.
 */
export function bufferedReads(source: RecordingSource): BufferedReads {
  const { sizeBytes } = source;
  let windows: Window[] = [];
  let reads = 0;
  let readBytes = 0;
  let sequentialEnd = -1;
  let nextReadBytes = shortestReadBytes;
  let failure: unknown;
  let asked = 0;
  let repeats = 0;
  let lastAsked = { start: -1, end: -1 };

  const noteFailure = (error: unknown): never => {
    failure ??= error;
    throw error;
  };

  async function* watched(bytes: AsyncIterable<Uint8Array>) {
    try {
      yield* bytes;
    } catch (error) {
      noteFailure(error);
    }
  }

  const guardHeadway = (start: number, end: number) => {
    asked += 1;
    repeats = start === lastAsked.start && end === lastAsked.end ? repeats + 1 : 0;
    lastAsked = { start, end };
    if (repeats > mostRepeats || asked > mostAsked(sizeBytes)) throw new ReadInCirclesError();
  };

  const fetchWindow = async (start: number, end: number) => {
    const from =
      end > sizeBytes - endBytes ? Math.min(start, Math.max(0, sizeBytes - endBytes)) : start;
    nextReadBytes =
      start === sequentialEnd ? Math.min(nextReadBytes * 2, longestReadBytes) : shortestReadBytes;
    const to = from < start ? sizeBytes : Math.min(Math.max(end, from + nextReadBytes), sizeBytes);
    readBytes += to - from;
    if (readBytes > 4 * (sizeBytes + longestReadBytes)) throw new ReadInCirclesError();
    reads += 1;
    const bytes = await source.read(from, to).catch(noteFailure);
    sequentialEnd = to;
    windows.unshift({ start: from, bytes });
    while (windows.length > 1 && windows.reduce(sumOfBytes, 0) > keptBytes) windows.pop();
    return { start: from, bytes };
  };

  return {
    sizeBytes,
    get reads() {
      return reads;
    },
    get failure() {
      return failure;
    },
    forget() {
      windows = [];
    },
    open: async () => collectingGarbage(watched(await source.open().catch(noteFailure))),
    async read(start, askedEnd) {
      const end = Math.min(askedEnd, sizeBytes);
      if (end <= start) return new Uint8Array();
      guardHeadway(start, end);
      if (end - start > longestAskedBytes) throw new ReadInCirclesError();
      const parts: Uint8Array[] = [];
      for (let at = start; at < end; ) {
        const window = windows.find((one) => isWithin(one, at)) ?? (await fetchWindow(at, end));
        const part = window.bytes.subarray(at - window.start, end - window.start);
        if (part.byteLength === 0) break;
        parts.push(part);
        at += part.byteLength;
      }
      const [only] = parts;
      return only && parts.length === 1 ? only : Buffer.concat(parts);
    },
  };
}

/** The bytes lead their reader in circles, or claim an index larger than any. */
export class ReadInCirclesError extends OwnError {
  override readonly name = 'ReadInCirclesError';

  constructor() {
    super('the recording is read over and over');
  }
}
