import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced-recording.ts';
import { aacStream, samplesPerSecondByIndex } from './aac.ts';
import { type ChunkLayout, chunksUpTo, contentOf, fourLetters } from './chunks.ts';
import { mp4Header } from './mp4-header.ts';
import { inWave, type Pcm, secondsOf } from './pcm.ts';
import type { ReadableSound } from './readable-sound.ts';

const layout: ChunkLayout = {
  start: 8,
  idBytes: 4,
  alignment: 1,
  // The size is -1 while the recorder does not know it yet: the sound then goes on to the end of the
  // file.
  sizeField: { bytes: 8, read: (view) => Number(view.getBigInt64(0)) },
};

const floatFlag = 1;
const littleEndianFlag = 2;
const editCountBytes = 4;

/**
 * Reads Apple's Core Audio Format, as iOS recorders write it. Uncompressed sound goes on as WAVE, and
 * AAC in an MP4. The rest (ALAC, IMA4) fits into no container that the speech API accepts, unless it
 * were decoded. It returns undefined where the file is no CAF.
 */
export async function readCaf(source: RecordingSource): Promise<ReadableSound | undefined> {
  const head = Buffer.from(await source.read(0, 8)).toString('latin1');
  if (!head.startsWith('caff')) return undefined;

  const chunks = await chunksUpTo('data', source, layout);
  const description = await contentOf(
    source,
    chunks.find(({ id }) => id === 'desc'),
    32,
  );
  const data = chunks.at(-1);
  if (!description || description.byteLength < 32 || data?.id !== 'data') return 'unreadable';
  const start = data.start + editCountBytes;
  const statedEnd = data.start + data.sizeBytes;
  if (fourLetters(description, 8) === 'aac ') {
    return readAac(source, description, start, statedEnd);
  }
  const encoding = encodingOf(description);
  if (!encoding) return 'unsupported';

  const pcm: Pcm = {
    ...encoding,
    samplesPerSecond: description.getFloat64(0),
    channels: description.getUint32(24),
    bitsPerSample: Math.ceil(description.getUint32(28) / 8) * 8,
    start,
    end: statedEnd > start && statedEnd <= source.sizeBytes ? statedEnd : source.sizeBytes,
  };
  const seconds = secondsOf(pcm);
  if (seconds === undefined) return 'unreadable';
  return { extension: 'wav', seconds, source: inWave(source, pcm) };
}

function encodingOf(description: DataView): Pick<Pcm, 'encoding' | 'isLittleEndian'> | undefined {
  const format = fourLetters(description, 8);
  const flags = description.getUint32(12);
  const isLittleEndian = (flags & littleEndianFlag) !== 0;
  if (format === 'lpcm') {
    return { encoding: flags & floatFlag ? 'float' : 'integer', isLittleEndian };
  }
  if (format === 'ulaw') return { encoding: 'mu-law', isLittleEndian };
  if (format === 'alaw') return { encoding: 'a-law', isLittleEndian };
  return undefined;
}

const lowComplexity = 2;
const tableHeaderBytes = 24;
/** This is many times the table of ten minutes with sizes of two bytes each. */
const mostTableBytes = 1_048_576;

/** Reads AAC. Its frames lie one after the other as in an MP4, and a table says how long each is. */
async function readAac(
  source: RecordingSource,
  description: DataView,
  start: number,
  statedEnd: number,
): Promise<ReadableSound> {
  const samplesPerSecond = description.getFloat64(0);
  const frequencyIndex = samplesPerSecondByIndex.indexOf(samplesPerSecond);
  const channels = description.getUint32(24);
  const stream = aacStream({ objectType: lowComplexity, frequencyIndex, channels });
  const { samplesPerFrame } = stream;
  const isUsual = description.getUint32(20) === samplesPerFrame && channels >= 1 && channels <= 7;
  if (frequencyIndex < 0 || !isUsual) return 'unsupported';

  const chunks = await chunksUpTo('pakt', source, layout);
  const table = await contentOf(
    source,
    chunks.find(({ id }) => id === 'pakt'),
    mostTableBytes,
  );
  if (!table || table.byteLength < tableHeaderBytes) return 'unreadable';
  const sizes: number[] = [];
  let end = start;
  const soundEnd = statedEnd > start ? Math.min(statedEnd, source.sizeBytes) : source.sizeBytes;
  for (const size of variableSizes(table, tableHeaderBytes)) {
    if (size === 0 || end + size > soundEnd) break;
    sizes.push(size);
    end += size;
  }
  const header = mp4Header(stream, sizes, end - start);
  return {
    extension: 'm4a',
    seconds: (sizes.length * samplesPerFrame) / samplesPerSecond,
    source: spliced(source, [header, { start, end }]),
  };
}

/** Reads sizes of seven bits per byte; the last byte of each has its highest bit clear. */
function* variableSizes(table: DataView, start: number) {
  let size = 0;
  for (let at = start; at < table.byteLength; at += 1) {
    const byte = table.getUint8(at);
    size = (size * 128 + (byte & 0x7f)) % 0x1_0000_0000;
    if ((byte & 0x80) !== 0) continue;
    yield size;
    size = 0;
  }
}
