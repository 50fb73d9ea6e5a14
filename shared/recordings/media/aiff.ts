import type { RecordingSource } from '../recording.ts';
import { type ChunkLayout, chunksUpTo, contentOf, fourLetters } from './chunks.ts';
import { inWave, type Pcm, secondsOf } from './pcm.ts';
import type { ReadableSound } from './readable-sound.ts';

const layout: ChunkLayout = {
  start: 12,
  idBytes: 4,
  alignment: 2,
  sizeField: { bytes: 4, read: (view) => view.getUint32(0) },
};

/** AIFF-C's names for the encodings that WAVE has too; AIFF itself knows only the first. */
const encodings: Readonly<Record<string, Pick<Pcm, 'encoding' | 'isLittleEndian'>>> = {
  NONE: { encoding: 'integer', isLittleEndian: false },
  twos: { encoding: 'integer', isLittleEndian: false },
  sowt: { encoding: 'integer', isLittleEndian: true },
  fl32: { encoding: 'float', isLittleEndian: false },
  FL32: { encoding: 'float', isLittleEndian: false },
  fl64: { encoding: 'float', isLittleEndian: false },
  FL64: { encoding: 'float', isLittleEndian: false },
  ulaw: { encoding: 'mu-law', isLittleEndian: false },
  ULAW: { encoding: 'mu-law', isLittleEndian: false },
  alaw: { encoding: 'a-law', isLittleEndian: false },
  ALAW: { encoding: 'a-law', isLittleEndian: false },
};

/**
 * Turns AIFF and AIFF-C into WAVE, which has the same samples in another order. It returns undefined
 * where the file is neither.
 */
export async function readAiff(source: RecordingSource): Promise<ReadableSound | undefined> {
  const head = Buffer.from(await source.read(0, 12)).toString('latin1');
  const form = head.slice(8);
  if (!head.startsWith('FORM') || (form !== 'AIFF' && form !== 'AIFC')) return undefined;

  const chunks = await chunksUpTo('SSND', source, layout);
  const common = await contentOf(
    source,
    chunks.find(({ id }) => id === 'COMM'),
    22,
  );
  const sound = chunks.at(-1);
  if (!common || common.byteLength < 18 || sound?.id !== 'SSND') return 'unreadable';
  const compression = form === 'AIFC' && common.byteLength >= 22 ? fourLetters(common, 18) : 'NONE';
  const encoding = encodings[compression];
  if (!encoding) return 'unsupported';

  const offset = await contentOf(source, { ...sound, sizeBytes: 8 }, 8);
  const start = sound.start + 8 + (offset?.byteLength === 8 ? offset.getUint32(0) : 0);
  const statedEnd = sound.start + sound.sizeBytes;
  const isLaw = encoding.encoding.endsWith('law');
  const pcm: Pcm = {
    ...encoding,
    channels: common.getUint16(0),
    // Samples of odd widths are padded to whole bytes. For the logarithmic encodings the file states
    // the 16 bits that they decode to.
    bitsPerSample: isLaw ? 8 : Math.ceil(common.getUint16(6) / 8) * 8,
    samplesPerSecond: extendedFloat(common, 8),
    start,
    end: statedEnd > start && statedEnd <= source.sizeBytes ? statedEnd : source.sizeBytes,
  };
  const seconds = secondsOf(pcm);
  if (seconds === undefined) return 'unreadable';
  return { extension: 'wav', seconds, source: inWave(source, pcm) };
}

/** Reads an 80-bit float of IEEE 754, the format of AIFF's sample rate. It is never negative. */
function extendedFloat(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383;
  return Number(view.getBigUint64(at + 2)) * 2 ** (exponent - 63);
}
