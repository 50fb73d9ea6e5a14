import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced-recording.ts';
import { withFirstClusterAlone } from './cut-webm-cluster.ts';
import { clusterId, matroskaElements } from './ebml.ts';
import { endOfReceivedSound } from './end-of-received-sound.ts';
import { type Container, type Sound, withMediaFile } from './media-file.ts';
import { isCutMp4, isFragmented, mp4Index } from './mp4-boxes.ts';
import { unlessBroken } from './unless-broken.ts';
import { windowsFromEnd } from './windows-from-end.ts';

/**
 * How to find the parts of a file that was written while it was recorded. Each part says its own time.
 */
interface Parts {
  readonly mark: Buffer;
  /** The position of the mark within its part. */
  readonly at: number;
  /** Finds the end of everything that comes before the parts. */
  headerEnd(source: RecordingSource): Promise<number | undefined>;
  /**
   * Makes the parts readable for the library where they go on to the end of the file, though the last
   * may be cut off.
   */
  readable(parts: RecordingSource): Promise<RecordingSource | undefined>;
  readonly tries: 'first part first' | 'last part first';
}

const clusters: Parts = {
  mark: Buffer.from(clusterId.toString(16), 'hex'),
  at: 0,
  headerEnd: endOfMatroskaHeader,
  readable: withFirstClusterAlone,
  tries: 'last part first',
};

const fragments: Parts = {
  mark: Buffer.from('moof'),
  at: 4,
  headerEnd: async (source) =>
    (await isFragmented(source)) ? (await mp4Index(source))?.end : undefined,
  readable: async (parts) => parts,
  tries: 'first part first',
};

const partsOf: Partial<Record<Container, Parts>> = {
  webm: clusters,
  matroska: clusters,
  mp4: fragments,
  quicktime: fragments,
};

const mostFalseMarks = 4;
/** The longest header that is read. A library only needs the description of the sound in it. */
const mostHeaderBytes = 1_048_576;
const usualHeaderBytes = 65_536;

/**
 * Finds the length of a file that was written while it was recorded, by MediaRecorder for one, or that
 * broke off. It reads the header and the last parts as if there were nothing between them.
 */
export async function lengthByLastPart(
  source: RecordingSource,
  container: Container,
): Promise<number | undefined> {
  const parts = partsOf[container];
  const headerEnd = await parts?.headerEnd(source);
  if (!parts || headerEnd === undefined || headerEnd > mostHeaderBytes) return undefined;
  const header = withoutSamples(await source.read(0, headerEnd));
  for await (const window of windowsFromEnd(source, headerEnd)) {
    const marks = placesOf(parts.mark, window.bytes);
    if (parts.tries === 'last part first') marks.reverse();
    for (const at of marks.slice(0, mostFalseMarks)) {
      const start = window.start + at - parts.at;
      const seconds = await unlessBroken(async () => {
        const shortened = spliced(source, [header, { start, end: source.sizeBytes }]);
        const readable = await parts.readable(shortened);
        return readable && withMediaFile(readable, ({ sound }) => endOf(sound, readable));
      });
      if (seconds) return seconds;
    }
  }
  return undefined;
}

/** The end of the sound. Of a fragment that was cut off, it counts what is there. */
async function endOf(sound: Sound | undefined, parts: RecordingSource) {
  const stated = await sound?.track.computeDuration();
  return sound && stated && (await isCutMp4(parts))
    ? endOfReceivedSound(sound.packets, stated)
    : stated;
}

function placesOf(mark: Buffer, bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) places.push(at);
  return places;
}

/**
 * Finds the end of the header: before the first cluster, or before something large that does not belong
 * to the sound.
 */
async function endOfMatroskaHeader(source: RecordingSource): Promise<number | undefined> {
  let end: number | undefined;
  for await (const { id, start, contentStart, contentBytes } of matroskaElements(source)) {
    end = start;
    if (id === clusterId || contentBytes === undefined) return end;
    end = contentStart + contentBytes;
    if (end > usualHeaderBytes) return start;
  }
  return end;
}

/** How far after the name of each table in an MP4's index the count of its entries stands. */
const countAfterName = { stts: 8, ctts: 8, stsc: 8, stco: 8, co64: 8, stsz: 12 };

/**
 * Empties the tables in the header of an MP4. Some recorders put the first fragment there, and the
 * library then takes its samples for all there are.
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
