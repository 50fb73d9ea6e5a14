import type { RecordingSource } from '../recording.ts';
import { type ChunkLayout, chunksUpTo, contentOf } from './chunks.ts';
import { inWave, type Pcm, secondsOf } from './pcm.ts';
import type { ReadableSound } from './readable-sound.ts';

const layout: ChunkLayout = {
  start: 8,
  idBytes: 4,
  alignment: 1,
  // -1 while the recorder does not know it yet: the sound goes on to the end.
  sizeField: { bytes: 8, read: (view) => Number(view.getBigInt64(0)) },
};

const floatFlag = 1;
const littleEndianFlag = 2;
const editCountBytes = 4;

/**
 * Apple's Core Audio Format, as iOS recorders write it. What is not compressed goes on as WAVE; the
 * rest (AAC, ALAC, IMA4) no library here can take out of it. Undefined where it is none.
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
  const encoding = encodingOf(description);
  if (!encoding) return 'unsupported';

  const start = data.start + editCountBytes;
  const saidEnd = data.start + data.sizeBytes;
  const pcm: Pcm = {
    ...encoding,
    samplesPerSecond: description.getFloat64(0),
    channels: description.getUint32(24),
    bitsPerSample: Math.ceil(description.getUint32(28) / 8) * 8,
    start,
    end: saidEnd > start && saidEnd <= source.sizeBytes ? saidEnd : source.sizeBytes,
  };
  const seconds = secondsOf(pcm);
  if (seconds === undefined) return 'unreadable';
  return { extension: 'wav', seconds, source: inWave(source, pcm) };
}

function encodingOf(description: DataView): Pick<Pcm, 'encoding' | 'isLittleEndian'> | undefined {
  const format = Buffer.from(description.buffer, description.byteOffset + 8, 4).toString('latin1');
  const flags = description.getUint32(12);
  const isLittleEndian = (flags & littleEndianFlag) !== 0;
  if (format === 'lpcm') {
    return { encoding: flags & floatFlag ? 'float' : 'integer', isLittleEndian };
  }
  if (format === 'ulaw') return { encoding: 'mu-law', isLittleEndian };
  if (format === 'alaw') return { encoding: 'a-law', isLittleEndian };
  return undefined;
}
