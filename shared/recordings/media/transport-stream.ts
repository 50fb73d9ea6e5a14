import type { RecordingSource } from '../recording.ts';
import { ac3 } from './ac3.ts';
import { adts } from './adts.ts';
import { framesInMp4 } from './frames-in-mp4.ts';
import { mpegCounter } from './mpeg-frames.ts';
import type { ReadableSound } from './readable-sound.ts';
import type { PacketLayout } from './transport-packets.ts';
import { findSound, soundIn } from './transport-program.ts';

/** The stream repeats its tables several times a second, so they are within these bytes. */
const headBytes = 262_144;

/**
 * Reads the sound of a transport stream, as broadcasters, camcorders and screen recorders write it. The
 * speech API does not accept such a stream, but what is in it: AAC and Dolby go on in an MP4, MP3 as it
 * is. The whole stream is read once to be measured, and again whenever it is sent, one chunk at a time,
 * so that no memory depends on its size.
 */
export async function readTransportStream(
  source: RecordingSource,
  layout: PacketLayout,
  maximumSeconds: number,
): Promise<ReadableSound> {
  const found = await findSound(inOnePiece(await source.read(0, headBytes)), layout);
  if (!found) return 'unsupported';
  const sound = { open: async () => soundIn(await source.open(), layout, found) };
  switch (found.kind) {
    case 'adts':
      return framesInMp4(sound, adts, maximumSeconds);
    case 'ac3':
      return framesInMp4(sound, ac3, maximumSeconds);
    case 'mpeg':
      return measuredMpeg(sound, maximumSeconds);
    case 'no sound':
      return 'without sound';
    default:
      return 'unsupported';
  }
}

/** Measures frames of MPEG audio in a first pass: how many bytes they have, and how long they last. */
async function measuredMpeg(
  sound: Pick<RecordingSource, 'open'>,
  maximumSeconds: number,
): Promise<ReadableSound> {
  const counter = mpegCounter();
  let sizeBytes = 0;
  for await (const chunk of await sound.open()) {
    counter.add(chunk);
    sizeBytes += chunk.byteLength;
    if (counter.seconds > maximumSeconds) break;
  }
  if (counter.seconds === 0) return 'unreadable';
  const source = { sizeBytes, open: async () => copied(await sound.open()) };
  return { extension: 'mp3', seconds: counter.seconds, source };
}

/** The sender may keep the bytes, so they are copied. */
async function* copied(parts: AsyncIterable<Uint8Array>) {
  for await (const part of parts) yield Uint8Array.from(part);
}

async function* inOnePiece(bytes: Uint8Array) {
  yield bytes;
}
