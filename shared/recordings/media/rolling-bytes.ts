/** A stream's bytes as far as they are needed yet, in memory that is used again and again. */
export interface RollingBytes {
  /** What was kept and this chunk behind it; only valid until the next call, and free to be changed. */
  with(chunk: Uint8Array): Buffer;
  /** Lets go of what lies before. */
  keepFrom(at: number): void;
}

const firstBytes = 131_072;

/**
 * For who takes a stream apart and passes over most of it: a new piece of memory for each chunk
 * would be given back only when a collection comes, and by then be tens of megabytes.
 */
export function rollingBytes(): RollingBytes {
  let memory = Buffer.allocUnsafe(firstBytes);
  let length = 0;
  return {
    with(chunk) {
      const needed = length + chunk.byteLength;
      if (needed > memory.byteLength) {
        const larger = Buffer.allocUnsafe(2 * needed);
        memory.copy(larger, 0, 0, length);
        memory = larger;
      }
      memory.set(chunk, length);
      length = needed;
      return memory.subarray(0, length);
    },
    keepFrom(at) {
      memory.copyWithin(0, at, length);
      length = Math.max(0, length - at);
    },
  };
}
