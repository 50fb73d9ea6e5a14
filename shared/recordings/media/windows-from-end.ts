import type { RecordingSource } from '../recording.ts';

/** This is usually enough, since it holds the last page, cluster or frame. */
const lastBytes = 262_144;
const windowBytes = 1_048_576;
/** Windows overlap, so that a page or header across their border is whole in one of them. */
const overlapBytes = 131_072;

/**
 * Reads a recording backwards from its end to `start`, one window at a time: there may be junk after
 * the sound.
 */
export async function* windowsFromEnd(source: RecordingSource, start: number) {
  let sizeBytes = lastBytes;
  for (let end = source.sizeBytes; end > start; ) {
    const from = Math.max(start, end - sizeBytes);
    const to = Math.min(end + overlapBytes, source.sizeBytes);
    yield { start: from, bytes: Buffer.from(await source.read(from, to)) };
    end = from;
    sizeBytes = windowBytes;
  }
}
