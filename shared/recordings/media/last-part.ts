import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced.ts';
import { backwards } from './backwards.ts';
import { withFirstClusterAlone } from './cut-cluster.ts';
import { clusterId, matroskaElements } from './ebml.ts';
import { endOfWhatCame } from './end-of-what-came.ts';
import { type Container, type Sound, withMediaFile } from './media-file.ts';
import { isCutMp4, isFragmented, mp4Index } from './mp4-boxes.ts';
import { unlessBroken } from './unless-broken.ts';

/** How the parts of a file lie in it that is written as it comes; each says its own time. */
interface Parts {
  readonly mark: Buffer;
  /** Of the mark, in its part. */
  readonly at: number;
  /** Where what comes before all parts ends. */
  headerEnd(source: RecordingSource): Promise<number | undefined>;
  /** What a library is shown of them in which they go on to the end, though the last may be cut off. */
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
/** Of what a library must know to read a part: the description of the sound. */
const mostHeaderBytes = 1_048_576;
const usualHeaderBytes = 65_536;

/**
 * Of a file that was written as it came (by MediaRecorder for one), or that broke off, the header and
 * the last parts are read as if nothing were between them.
 */
export async function toldByLastPart(
  source: RecordingSource,
  container: Container,
): Promise<number | undefined> {
  const parts = partsOf[container];
  const headerEnd = await parts?.headerEnd(source);
  if (!parts || headerEnd === undefined || headerEnd > mostHeaderBytes) return undefined;
  const header = withoutSamples(await source.read(0, headerEnd));
  for await (const window of backwards(source, headerEnd)) {
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

/** Of a fragment that was cut off, what is there of it. */
async function endOf(sound: Sound | undefined, parts: RecordingSource) {
  const told = await sound?.track.computeDuration();
  return sound && told && (await isCutMp4(parts)) ? endOfWhatCame(sound.packets, told) : told;
}

function placesOf(mark: Buffer, bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) places.push(at);
  return places;
}

/** Before the first cluster, or before something large that is not of the sound. */
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
