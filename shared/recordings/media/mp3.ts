import type { EncodedPacketSink } from 'mediabunny';
import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced.ts';
import { withMediaFile } from './media-file.ts';

const tailBytes = 65_536;
const comparedFrames = 40;

/**
 * Whether the header tells the length of an MP3: by an index of its own (Xing's), or since all of
 * its frames are alike, as far as a look at its beginning and its end can tell.
 */
export async function hasEvenFrames(
  source: RecordingSource,
  packets: EncodedPacketSink,
): Promise<boolean> {
  const first = await packets.getFirstPacket();
  if (!first) return false;
  const head = Buffer.from(await source.read(0, tailBytes));
  const firstAt = head.indexOf(first.data);
  const before = head.subarray(Math.max(0, firstAt - 2_000), Math.max(0, firstAt));
  if (before.includes('Xing') || before.includes('Info')) return true;
  const tail = spliced(source, [
    { start: Math.max(0, source.sizeBytes - tailBytes), end: source.sizeBytes },
  ]);
  const lengths = await frameLengths(packets);
  const lastLengths = await withMediaFile(tail, async ({ sound }) =>
    sound ? frameLengths(sound.packets) : [],
  );
  const all = [...lengths, ...(lastLengths ?? [])];
  return Math.max(...all) - Math.min(...all) <= 1;
}

async function frameLengths(packets: EncodedPacketSink): Promise<readonly number[]> {
  const lengths: number[] = [];
  for await (const { byteLength } of packets.packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    if (lengths.push(byteLength) === comparedFrames) break;
  }
  return lengths;
}
