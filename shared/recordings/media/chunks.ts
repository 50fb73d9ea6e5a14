import type { RecordingSource } from '../recording.ts';

/** A stretch of a file with a name, as RIFF, IFF and CAF are made of them. */
export interface Chunk {
  readonly id: string;
  /** Where its content begins, behind its name and size. */
  readonly start: number;
  /** The size that it claims; the file may end before. */
  readonly sizeBytes: number;
}

export interface ChunkLayout {
  /** Where the first chunk begins. */
  readonly start: number;
  readonly idBytes: number;
  readonly alignment: number;
  /** Reads what stands behind the name: how large the content is. */
  readonly sizeField: { readonly bytes: number; read(view: DataView): number };
}

/** More than any recorder writes before the sound. */
const mostChunks = 64;

/** The chunks up to and including the first one of this name, which mostly holds the sound. */
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

/** What a chunk holds, up to so many bytes. */
export async function contentOf(
  source: RecordingSource,
  chunk: Chunk | undefined,
  mostBytes: number,
): Promise<DataView | undefined> {
  if (!chunk) return undefined;
  const bytes = await source.read(chunk.start, chunk.start + Math.min(chunk.sizeBytes, mostBytes));
  return viewOf(bytes);
}

/** A name of four letters, as formats have them for their encodings. */
export function fourLetters(view: DataView, at: number): string {
  return Buffer.from(view.buffer, view.byteOffset + at, 4).toString('latin1');
}
