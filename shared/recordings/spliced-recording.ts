import type { RecordingSource } from './recording.ts';

/** Bytes of our own, or a stretch of the recording from `start` up to `end`. */
export type Piece = Uint8Array | { readonly start: number; readonly end: number };

/**
 * A recording with parts left out, inserted or mended, streamed as it is read. The stretches must be in
 * the same order as in the recording.
 */
export function spliced(source: RecordingSource, pieces: readonly Piece[]): RecordingSource {
  return {
    sizeBytes: pieces.reduce((sum, piece) => sum + lengthOf(piece), 0),
    async read(start, end) {
      const parts: Uint8Array[] = [];
      let offset = 0;
      for (const piece of pieces) {
        const from = Math.max(start - offset, 0);
        const to = Math.min(end - offset, lengthOf(piece));
        if (from < to) {
          parts.push(
            piece instanceof Uint8Array
              ? piece.subarray(from, to)
              : await source.read(piece.start + from, piece.start + to),
          );
        }
        offset += lengthOf(piece);
      }
      const [only] = parts;
      return only && parts.length === 1 ? only : Buffer.concat(parts);
    },
    open: async () => streamed(source, pieces),
  };
}

function lengthOf(piece: Piece): number {
  return piece instanceof Uint8Array ? piece.byteLength : Math.max(0, piece.end - piece.start);
}

async function* streamed(source: RecordingSource, pieces: readonly Piece[]) {
  const stream = (await source.open())[Symbol.asyncIterator]();
  let position = 0;
  let chunk: Uint8Array = new Uint8Array();
  try {
    for (const piece of pieces) {
      if (piece instanceof Uint8Array) {
        yield piece;
        continue;
      }
      while (position < piece.end) {
        if (chunk.byteLength === 0) {
          const next = await stream.next();
          if (next.done) return;
          chunk = next.value;
        }
        const from = Math.min(Math.max(piece.start - position, 0), chunk.byteLength);
        const to = Math.min(piece.end - position, chunk.byteLength);
        if (from < to) yield chunk.subarray(from, to);
        position += to;
        chunk = chunk.subarray(to);
      }
    }
  } finally {
    await stream.return?.();
  }
}
