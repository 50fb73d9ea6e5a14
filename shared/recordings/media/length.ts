import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced.ts';
import { type Container, type MediaFile, type Sound, withMediaFile } from './media-file.ts';
import { hasEvenFrames } from './mp3.ts';
import { unlessBroken } from './unless-broken.ts';

/** The densest that each codec makes; of what is not compressed, two channels of studio quality. */
const mostBytesPerSecond: Readonly<Record<string, number>> = {
  mp3: 45_000,
  aac: 75_000,
  opus: 65_000,
  vorbis: 65_000,
};
const mostBytesOfSamples = 800_000;
/** Of the header, a picture of the speaker included. */
const mostHeaderBytes = 65_536;
const headBytes = 65_536;

/**
 * How long the sound is, in seconds. Where its header does not tell and its end neither, the packets
 * are counted, which stops at more than `maximumSeconds`. Undefined where not even that is possible.
 */
export async function lengthOf(
  source: RecordingSource,
  file: MediaFile,
  sound: Sound,
  maximumSeconds: number,
): Promise<number | undefined> {
  const told = await unlessBroken(() => toldByHeader(source, file, sound));
  if (told !== undefined && (await isPlausible(source, file, sound, told))) return told;
  return (
    (await unlessBroken(() => toldByLastPart(source, file.container))) ??
    countedSeconds(sound, maximumSeconds)
  );
}

async function toldByHeader(
  source: RecordingSource,
  { container }: MediaFile,
  { track, packets }: Sound,
): Promise<number | undefined> {
  switch (container) {
    case 'mp4':
    case 'quicktime':
      // The duration beside the index may be that of the first fragment, or none.
      return (await isFragmented(source)) ? undefined : positive(await track.computeDuration());
    case 'mp3':
      if (!(await hasEvenFrames(source, packets))) return undefined;
      return positive(await track.getDurationFromMetadata());
    case 'webm':
    case 'matroska':
    case 'flac':
      return positive(await track.getDurationFromMetadata());
    default:
      return undefined;
  }
}

/** How each part of a file that is written as it comes begins; it says its own time. */
const partMarks: Partial<Record<Container, { readonly mark: Buffer; readonly at: number }>> = {
  webm: { mark: Buffer.from('1f43b675', 'hex'), at: 0 },
  matroska: { mark: Buffer.from('1f43b675', 'hex'), at: 0 },
  mp4: { mark: Buffer.from('moof'), at: 4 },
  quicktime: { mark: Buffer.from('moof'), at: 4 },
  ogg: { mark: Buffer.from('OggS'), at: 0 },
};

/** What players of a live stream write holds several of them in the first of these, or one in the other. */
const tailsBytes = [262_144, 1_048_576];
const mostFalseMarks = 4;

/**
 * Of a file that was written as it came (by MediaRecorder for one) the header and the last parts are
 * read as if nothing were between them.
 */
async function toldByLastPart(
  source: RecordingSource,
  container: Container,
): Promise<number | undefined> {
  const part = partMarks[container];
  if (!part) return undefined;
  const head = Buffer.from(await source.read(0, headBytes));
  // The header of an Ogg file is pages too.
  const headerEnd =
    (container === 'ogg' ? head.lastIndexOf(part.mark) : head.indexOf(part.mark)) - part.at;
  if (headerEnd < 0) return undefined;
  for (const tailBytes of tailsBytes) {
    const tailStart = Math.max(headerEnd, source.sizeBytes - tailBytes);
    const tail = Buffer.from(await source.read(tailStart, source.sizeBytes));
    let at = tail.indexOf(part.mark);
    for (let tried = 0; at >= 0 && tried < mostFalseMarks; tried += 1) {
      const shortened = spliced(source, [
        withoutSamples(head.subarray(0, headerEnd)),
        { start: tailStart + at - part.at, end: source.sizeBytes },
      ]);
      const seconds = await unlessBroken(() =>
        withMediaFile(shortened, async ({ sound }) => sound?.track.computeDuration()),
      );
      if (seconds) return seconds;
      at = tail.indexOf(part.mark, at + 1);
    }
  }
  return undefined;
}

/** Where in each table of an MP4's index it says how many entries follow, behind the table's name. */
const countAfterName = { stts: 8, ctts: 8, stsc: 8, stco: 8, co64: 8, stsz: 12 };

/**
 * The header of an MP4 as if its index had no samples of its own. Some recorders put the first
 * fragment there, and the library then takes its samples for all there are.
 */
function withoutSamples(header: Uint8Array): Uint8Array {
  const bytes = Buffer.from(header);
  for (const [name, offset] of Object.entries(countAfterName)) {
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
      if (at + offset + 4 <= bytes.byteLength) bytes.writeUInt32BE(0, at + offset);
    }
  }
  return bytes;
}

async function countedSeconds(
  { packets }: Sound,
  maximumSeconds: number,
): Promise<number | undefined> {
  let first: number | undefined;
  let end: number | undefined;
  try {
    const all = packets.packets(undefined, undefined, { metadataOnly: true });
    for await (const { timestamp, duration } of all) {
      first ??= timestamp;
      end = Math.max(end ?? 0, timestamp + duration - first);
      if (end > maximumSeconds) break;
    }
  } catch {
    // Cut off, or damaged from here on: what came before it is heard.
  }
  return end;
}

async function isFragmented(source: RecordingSource): Promise<boolean> {
  const head = Buffer.from(await source.read(0, headBytes));
  return head.includes('mvex') || head.includes('moof');
}

/** A header may say what it likes: one that is much too short for so many bytes is not believed. */
async function isPlausible(
  { sizeBytes }: RecordingSource,
  { hasPicture }: MediaFile,
  { track }: Sound,
  seconds: number,
): Promise<boolean> {
  const codec = await track.getCodec();
  const densest = mostBytesPerSecond[codec ?? ''] ?? mostBytesOfSamples;
  return hasPicture || sizeBytes <= seconds * densest + mostHeaderBytes;
}

function positive(seconds: number | null): number | undefined {
  return seconds !== null && seconds > 0 ? seconds : undefined;
}
