/** The bytes of a stream that are still needed, in memory that is used again and again. */
export interface RollingBytes {
  /**
   * Returns what was kept with this chunk appended. It is only valid until the next call, and may be
   * changed.
   */
  with(chunk: Uint8Array): Buffer;
  /** Drops everything before this position. */
  keepFrom(at: number): void;
}

const firstBytes = 131_072;

/**
 * Helps a reader that takes a stream apart and skips most of it. New memory for each chunk would be
 * freed only at the next garbage collection, and by then add up to tens of megabytes.
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
