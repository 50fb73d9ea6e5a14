import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced-recording.ts';
import { adts } from './adts.ts';
import { withFirstClusterClosed } from './cut-webm-cluster.ts';
import { framesInMp4 } from './frames-in-mp4.ts';
import { lengthOf } from './length.ts';
import { type Container, withMediaFile } from './media-file.ts';
import { readMp3 } from './mp3.ts';
import type { ReadableSound } from './readable-sound.ts';
import { unlessBroken } from './unless-broken.ts';
import { withoutPictures } from './without-pictures.ts';

/**
 * Codecs that the speech API decodes in none of its containers: those of telephones, and encrypted
 * ones.
 */
const undecodableCodecs = ['samr', 'sawb', 'sawp', 'sevc', 'sqcp', 'ssmv', 'enca', 'drms'];

/**
 * Reads the sound of a container that the media library knows, and names it by the extension that the
 * speech API expects.
 */
export async function readMediaFile(
  source: RecordingSource,
  maximumSeconds: number,
): Promise<ReadableSound> {
  const shown = await withoutPictures(source);
  return withMediaFile(shown.source, async (file): Promise<ReadableSound> => {
    const { sound, container } = file;
    if (!sound) return file.hasPicture ? 'without sound' : 'unreadable';
    if (sound.codecId && undecodableCodecs.includes(sound.codecId)) return 'unsupported';
    // The header may describe sound that never arrived.
    const first = await unlessBroken(() => sound.packets.getFirstPacket());
    if (!first) return readCutCluster(source, container, maximumSeconds);
    if (container === 'adts') return framesInMp4(source, adts, maximumSeconds);
    if (container === 'mp3') return readMp3(source, maximumSeconds);
    return {
      extension: await extensionOf(container, source),
      seconds: await lengthOf(shown, file, sound, maximumSeconds),
      source,
    };
  });
}

/**
 * Reads a webm that broke off early. The recording is sent as it came; the closed cluster only tells
 * the library its length.
 */
async function readCutCluster(
  source: RecordingSource,
  container: Container,
  maximumSeconds: number,
): Promise<ReadableSound> {
  const isWebm = container === 'webm' || container === 'matroska';
  const closed = isWebm ? await withFirstClusterClosed(source) : undefined;
  const sound = closed ? await readMediaFile(closed, maximumSeconds) : 'without sound';
  return typeof sound === 'object' ? { ...sound, source } : sound;
}

/** The boxes with which a QuickTime file may begin that has no box to name it, as was once usual. */
const quickTimeBoxes = ['moov', 'mdat', 'wide', 'skip', 'free', 'pnot'];
const namingBox = Buffer.from('00000010667479707174202000000000', 'hex');

/**
 * Reads a QuickTime file that does not name itself. With a name put before it, the library can tell how
 * long it is, though it would look for the sound sixteen bytes too far. So the file is sent as it is.
 */
export async function readNamelessQuickTime(
  source: RecordingSource,
  maximumSeconds: number,
): Promise<ReadableSound | undefined> {
  const type = Buffer.from(await source.read(4, 8)).toString('latin1');
  if (!quickTimeBoxes.includes(type)) return undefined;
  const named = spliced(source, [namingBox, { start: 0, end: source.sizeBytes }]);
  const sound = await readMediaFile(named, maximumSeconds);
  return typeof sound === 'object' ? { ...sound, source } : sound;
}

async function extensionOf(container: Exclude<Container, 'adts' | 'mp3'>, source: RecordingSource) {
  switch (container) {
    case 'mp4':
    case 'quicktime':
      return Buffer.from(await source.read(8, 11)).toString('latin1') === 'M4A' ? 'm4a' : 'mp4';
    case 'matroska':
    case 'webm':
      return 'webm';
    case 'wave':
      return 'wav';
    default:
      return container;
  }
}
