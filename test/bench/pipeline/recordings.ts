import { readFile } from 'node:fs/promises';

/** An EBML Void element, which players skip, with its size in eight bytes. */
const voidHeaderBytes = 9;
const markBytes = 8;
const cluster = Buffer.from('1f43b675', 'hex');

/** Makes recordings that sound the same; each has bytes, and an ETag, of its own. */
export interface Recordings {
  /** As short as the talk itself. */
  next(): Uint8Array<ArrayBuffer>;
  /** Of exactly so many bytes. @throws RangeError for fewer than the talk has */
  ofSize(sizeBytes: number): Uint8Array<ArrayBuffer>;
}

/** Recordings of one good talk on hash tables, as Chrome's MediaRecorder would write them. */
export async function loadRecordings(): Promise<Recordings> {
  const talk = await readFile(
    new URL('../../fixtures/recordings/hash-table-good.webm', import.meta.url),
  );
  const smallestBytes = talk.byteLength + voidHeaderBytes + markBytes;
  // Between the clusters, so that the last one ends the recording as it would without.
  const voidAt = talk.lastIndexOf(cluster);
  let made = 0;
  const ofSize = (sizeBytes: number): Uint8Array<ArrayBuffer> => {
    if (sizeBytes < smallestBytes) {
      throw new RangeError(`no recording is smaller than ${smallestBytes} bytes`);
    }
    made += 1;
    const recording = Buffer.alloc(sizeBytes);
    talk.copy(recording, 0, 0, voidAt);
    talk.copy(recording, sizeBytes - (talk.byteLength - voidAt), voidAt);
    recording.writeUInt8(0xec, voidAt);
    const contentBytes = sizeBytes - talk.byteLength - voidHeaderBytes;
    // A size of eight bytes is marked by its first one.
    recording.writeBigUInt64BE((1n << 56n) | BigInt(contentBytes), voidAt + 1);
    recording.writeBigUInt64BE(BigInt(made), voidAt + voidHeaderBytes);
    return new Uint8Array(recording.buffer, recording.byteOffset, sizeBytes);
  };
  return { next: () => ofSize(smallestBytes), ofSize };
}
