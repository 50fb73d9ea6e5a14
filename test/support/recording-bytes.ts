import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { RecordingSource } from '../../shared/recordings/recording.ts';

const fixtures = new URL('../fixtures/recordings/', import.meta.url);

/** A recording of `test/fixtures/recordings`; those of `formats/` are named with their folder. */
export const recordingFixture = (name: string): Promise<Buffer> =>
  readFile(new URL(name, fixtures));

/** The bytes with every occurrence of a text, such as a box's name, replaced by another. */
export function withText(bytes: Buffer, text: string, other: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(text, other), 'latin1');
}

export const wholeOf = async (source: Pick<RecordingSource, 'open'>): Promise<Buffer> =>
  buffer(await source.open());

export interface CountedReads extends RecordingSource {
  /** How often a part of it was read, and how often all. */
  readonly reads: readonly string[];
  /** In parts. */
  readonly readBytes: number;
}

/** A recording that notes each reading. */
export function countedReads(source: RecordingSource): CountedReads {
  const reads: string[] = [];
  let readBytes = 0;
  return {
    sizeBytes: source.sizeBytes,
    reads,
    get readBytes() {
      return readBytes;
    },
    read(start, end) {
      reads.push(`${start}-${end}`);
      readBytes += Math.min(end, source.sizeBytes) - start;
      return source.read(start, end);
    },
    open() {
      reads.push('all');
      return source.open();
    },
  };
}
