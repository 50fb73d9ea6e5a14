import type { RecordingSource } from '../recording.ts';

/** Most often tells: it holds the last page, cluster or frame. */
const lastBytes = 262_144;
const windowBytes = 1_048_576;
/** So that a page or a header that lies across the border of two is whole in one of them. */
const overlapBytes = 131_072;

/** The recording from its end up to `start`, a window at a time: junk may lie behind the sound. */
export async function* backwards(source: RecordingSource, start: number) {
  let sizeBytes = lastBytes;
  for (let end = source.sizeBytes; end > start; ) {
    const from = Math.max(start, end - sizeBytes);
    const to = Math.min(end + overlapBytes, source.sizeBytes);
    yield { start: from, bytes: Buffer.from(await source.read(from, to)) };
    end = from;
    sizeBytes = windowBytes;
  }
}
