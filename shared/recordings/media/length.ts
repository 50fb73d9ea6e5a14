import type { RecordingSource } from '../recording.ts';
import { isCutMatroska } from './ebml.ts';
import { endOfReceivedSound } from './end-of-received-sound.ts';
import { lengthByLastPart } from './length-by-last-part.ts';
import type { MediaFile, Sound } from './media-file.ts';
import { isCutMp4, isFragmented } from './mp4-boxes.ts';
import { unlessBroken } from './unless-broken.ts';
import type { Shown } from './without-pictures.ts';

/** The highest rate of each codec. For uncompressed sound, it is two channels of studio quality. */
const mostBytesPerSecond: Readonly<Record<string, number>> = {
  mp3: 45_000,
  aac: 75_000,
  opus: 65_000,
  vorbis: 65_000,
};
const mostBytesOfSamples = 800_000;
/** The most that a header may have, including a picture of the speaker. */
const mostHeaderBytes = 65_536;

/**
 * Finds the length of the sound in seconds. Where neither its header nor its end tells it, the packets
 * are counted, which stops beyond `maximumSeconds`. It returns undefined where not even that is
 * possible.
 */
export async function lengthOf(
  { source, otherBytes }: Shown,
  file: MediaFile,
  sound: Sound,
  maximumSeconds: number,
): Promise<number | undefined> {
  const stated = await unlessBroken(() => lengthByHeader(source, file, sound));
  if (
    stated !== undefined &&
    (await isPlausible(source.sizeBytes - otherBytes, file, sound, stated))
  )
    return stated;
  return (
    (await unlessBroken(() => lengthByLastPart(source, file.container))) ??
    countedSeconds(sound, maximumSeconds)
  );
}

async function lengthByHeader(
  source: RecordingSource,
  { container }: MediaFile,
  { track, packets }: Sound,
): Promise<number | undefined> {
  switch (container) {
    case 'mp4':
    case 'quicktime': {
      // The duration in the index may be that of the first fragment alone, or missing.
      if (await isFragmented(source)) return undefined;
      const stated = positive(await track.computeDuration());
      return stated && (await isCutMp4(source)) ? endOfReceivedSound(packets, stated) : stated;
    }
    case 'webm':
    case 'matroska':
      // The last part that has arrived tells the length.
      if (await isCutMatroska(source)) return undefined;
      return positive(await track.getDurationFromMetadata());
    default:
      return undefined;
  }
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
    // The file is cut off or damaged from here on; what came before is heard.
  }
  return end;
}

/**
 * Whether a stated length is plausible. A header that states far too short a time for so many bytes is
 * not believed.
 */
async function isPlausible(
  soundBytes: number,
  { hasPicture }: MediaFile,
  { track }: Sound,
  seconds: number,
): Promise<boolean> {
  const codec = await track.getCodec();
  const densest = mostBytesPerSecond[codec ?? ''] ?? mostBytesOfSamples;
  return hasPicture || soundBytes <= seconds * densest + mostHeaderBytes;
}

function positive(seconds: number | null): number | undefined {
  return seconds !== null && seconds > 0 ? seconds : undefined;
}
