import type { RecordingSource } from '../recording.ts';
import { isCutMatroska } from './ebml.ts';
import { endOfWhatCame } from './end-of-what-came.ts';
import { toldByLastPart } from './last-part.ts';
import type { MediaFile, Sound } from './media-file.ts';
import { isCutMp4, isFragmented } from './mp4-boxes.ts';
import { unlessBroken } from './unless-broken.ts';
import type { Shown } from './without-pictures.ts';

/** The densest that each codec makes; of what is not compressed, two channels of studio quality. */
const mostBytesPerSecond: Readonly<Record<string, number>> = {
  mp3: 45_000,
  aac: 75_000,
  opus: 65_000,
  vorbis: 65_000,
};
const mostBytesOfSamples = 800_000;
/** The most that a header may have, a picture of the speaker included. */
const mostHeaderBytes = 65_536;

/**
 * How long the sound is, in seconds. Where its header does not tell and its end neither, the packets
 * are counted, which stops at more than `maximumSeconds`. Undefined where not even that is possible.
 */
export async function lengthOf(
  { source, otherBytes }: Shown,
  file: MediaFile,
  sound: Sound,
  maximumSeconds: number,
): Promise<number | undefined> {
  const told = await unlessBroken(() => toldByHeader(source, file, sound));
  if (told !== undefined && (await isPlausible(source.sizeBytes - otherBytes, file, sound, told)))
    return told;
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
    case 'quicktime': {
      // The duration beside the index may be that of the first fragment, or none.
      if (await isFragmented(source)) return undefined;
      const told = positive(await track.computeDuration());
      return told && (await isCutMp4(source)) ? endOfWhatCame(packets, told) : told;
    }
    case 'webm':
    case 'matroska':
      // The last part of what has come tells.
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
    // Cut off, or damaged from here on: what came before it is heard.
  }
  return end;
}

/** A header may say what it likes: one that is much too short for so many bytes is not believed. */
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
