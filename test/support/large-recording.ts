import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RecordingSource } from '../../shared/recordings/recording.ts';

/**
 * Some bytes over and over, up to the size of the largest recording. Next to nothing of it is in memory.
 */
export function repeated(bytes: Uint8Array, sizeBytes: number): RecordingSource {
  const whole = Math.floor(sizeBytes / bytes.byteLength) * bytes.byteLength;
  const fill = (target: Buffer, from: number): Buffer => {
    for (let at = 0; at < target.length; ) {
      const start = (from + at) % bytes.byteLength;
      const part = bytes.subarray(start, start + target.length - at);
      target.set(part, at);
      at += part.byteLength;
    }
    return target;
  };
  return {
    sizeBytes: whole,
    read: async (start, end) =>
      fill(Buffer.alloc(Math.max(0, Math.min(end, whole) - start)), start),
    open: async () => {
      // The next chunk overwrites it: a reader that holds on to one no longer has it.
      const chunk = Buffer.alloc(65_536);
      return (async function* () {
        for (let at = 0; at < whole; at += chunk.length) {
          yield fill(chunk.subarray(0, Math.min(chunk.length, whole - at)), at);
        }
      })();
    },
  };
}

export interface Watched extends RecordingSource {
  /** How many bytes were read in parts, and how often all of them. */
  readonly rangedBytes: number;
  readonly largestReadBytes: number;
  readonly openings: number;
  /**
   * At most this was in memory at the worst moment beyond what was there at the beginning. It is exact from
   * `exactFromBytes` on: below that, what nobody can reach any more is counted with it.
   */
  readonly heldBytes: number;
}

/** Collecting takes longer the larger the process is, and anything below this is far from any limit. */
const exactFromBytes = 8_000_000;

const lookedAtEveryBytes = 2_097_152;

/** A recording that checks, while it is read and streamed, how much of it is held. */
export function watched(source: RecordingSource): Watched {
  collect();
  const baseBytes = usedBytes();
  let rangedBytes = 0;
  let largestReadBytes = 0;
  let openings = 0;
  let heldBytes = 0;
  const look = () => {
    if (usedBytes() - baseBytes > exactFromBytes) collect();
    heldBytes = Math.max(heldBytes, usedBytes() - baseBytes);
  };
  return {
    sizeBytes: source.sizeBytes,
    get rangedBytes() {
      return rangedBytes;
    },
    get largestReadBytes() {
      return largestReadBytes;
    },
    get openings() {
      return openings;
    },
    get heldBytes() {
      return heldBytes;
    },
    async read(start, end) {
      const bytes = await source.read(start, end);
      rangedBytes += bytes.byteLength;
      largestReadBytes = Math.max(largestReadBytes, bytes.byteLength);
      look();
      return bytes;
    },
    async open() {
      openings += 1;
      const chunks = await source.open();
      return (async function* () {
        let unseenBytes = 0;
        for await (const chunk of chunks) {
          yield chunk;
          unseenBytes += chunk.byteLength;
          if (unseenBytes < lookedAtEveryBytes) continue;
          unseenBytes = 0;
          look();
        }
      })();
    },
  };
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** What is in use, and what became unreachable since the last collection. */
function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
