import type { RecordingSource } from '../recording.ts';

/** A named stretch of a file, as in RIFF, IFF and CAF. */
export interface Chunk {
  readonly id: string;
  /** Where its content begins, after its name and size. */
  readonly start: number;
  /** The size that the chunk claims; the file may end before. */
  readonly sizeBytes: number;
}

export interface ChunkLayout {
  /** Where the first chunk begins. */
  readonly start: number;
  readonly idBytes: number;
  readonly alignment: number;
  /** Reads the size of the content, which stands after the name. */
  readonly sizeField: { readonly bytes: number; read(view: DataView): number };
}

/** This is more than any recorder writes before the sound. */
const mostChunks = 64;

/** Reads the chunks up to and including the first one of this name, which mostly holds the sound. */
export async function chunksUpTo(
  lastId: string,
  source: RecordingSource,
  { start, idBytes, alignment, sizeField }: ChunkLayout,
): Promise<readonly Chunk[]> {
  const chunks: Chunk[] = [];
  const headerBytes = idBytes + sizeField.bytes;
  for (let at = start; chunks.length < mostChunks && at + headerBytes <= source.sizeBytes; ) {
    const header = await source.read(at, at + headerBytes);
    const id = Buffer.from(header.subarray(0, 4)).toString('latin1');
    const sizeBytes = sizeField.read(viewOf(header.subarray(idBytes)));
    chunks.push({ id, start: at + headerBytes, sizeBytes });
    if (id === lastId || sizeBytes < 0) break;
    at += headerBytes + Math.ceil(sizeBytes / alignment) * alignment;
  }
  return chunks;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Reads the content of a chunk, at most `mostBytes` of it. */
export async function contentOf(
  source: RecordingSource,
  chunk: Chunk | undefined,
  mostBytes: number,
): Promise<DataView | undefined> {
  if (!chunk) return undefined;
  const bytes = await source.read(chunk.start, chunk.start + Math.min(chunk.sizeBytes, mostBytes));
  return viewOf(bytes);
}

/** Reads a name of four letters, as formats use them for their encodings. */
export function fourLetters(view: DataView, at: number): string {
  return Buffer.from(view.buffer, view.byteOffset + at, 4).toString('latin1');
}
