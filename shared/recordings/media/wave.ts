import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced-recording.ts';
import { type Chunk, type ChunkLayout, chunksUpTo, contentOf } from './chunks.ts';
import { inWave, type Pcm, secondsOf } from './pcm.ts';
import type { ReadableSound } from './readable-sound.ts';

const uint32 = (isLittleEndian: boolean): ChunkLayout['sizeField'] => ({
  bytes: 4,
  read: (view) => view.getUint32(0, isLittleEndian),
});

const riffLayout = (isLittleEndian: boolean): ChunkLayout => ({
  start: 12,
  idBytes: 4,
  alignment: 2,
  sizeField: uint32(isLittleEndian),
});

/**
 * Sony's Wave64: names are GUIDs that begin with the letters of RIFF's names, and sizes count the whole
 * chunk.
 */
const wave64Layout: ChunkLayout = {
  start: 40,
  idBytes: 16,
  alignment: 8,
  sizeField: { bytes: 8, read: (view) => Number(view.getBigUint64(0, true)) - 24 },
};

const wave64Guid = Buffer.from('726966662e91cf11a5d628db04c10000', 'hex');
const sizeElsewhere = 0xffff_ffff;
const extensibleTag = 0xfffe;
/** Formats that state how many samples a block holds. */
const adpcmTags = [0x02, 0x11];
const encodings: Readonly<Record<number, Pcm['encoding']>> = {
  1: 'integer',
  3: 'float',
  6: 'a-law',
  7: 'mu-law',
};

/**
 * Reads WAVE and its siblings for files above 4 GB (RF64, BW64, Wave64), a size that no recording here
 * has. Each goes on as a plain WAVE file. So does a file without sizes, from a recorder that could not
 * go back to fill them in. It returns undefined where the bytes are none of these.
 */
export async function readWave(source: RecordingSource): Promise<ReadableSound | undefined> {
  const head = Buffer.from(await source.read(0, 40));
  const name = head.toString('latin1', 0, 4);
  if (head.subarray(0, 16).equals(wave64Guid)) return readWave64(source);
  if (head.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  if (name === 'RIFX') return readBigEndian(source);
  if (name !== 'RIFF' && name !== 'RF64' && name !== 'BW64') return undefined;

  const chunks = await chunksUpTo('data', source, riffLayout(true));
  const data = chunks.at(-1);
  const format = await formatOf(source, chunks, true);
  if (!format || data?.id !== 'data') return 'unreadable';
  const end = await endOfData(source, chunks, data);
  const seconds = (end - data.start) / format.bytesPerSecond;
  const isPlain = name === 'RIFF' && data.sizeBytes > 0 && end === data.start + data.sizeBytes;
  return {
    extension: 'wav',
    seconds: Number.isFinite(seconds) ? seconds : undefined,
    source: isPlain ? source : await withSizes(source, chunks, data.start, end),
  };
}

async function readWave64(source: RecordingSource): Promise<ReadableSound> {
  const chunks = await chunksUpTo('data', source, wave64Layout);
  return asPlainWave(source, chunks, true);
}

async function readBigEndian(source: RecordingSource): Promise<ReadableSound> {
  const chunks = await chunksUpTo('data', source, riffLayout(false));
  return asPlainWave(source, chunks, false);
}

async function asPlainWave(
  source: RecordingSource,
  chunks: readonly Chunk[],
  isLittleEndian: boolean,
): Promise<ReadableSound> {
  const data = chunks.at(-1);
  const format = await formatOf(source, chunks, isLittleEndian);
  if (!format || data?.id !== 'data') return 'unreadable';
  const encoding = encodings[format.tag];
  if (!encoding) return 'unsupported';
  const { channels, samplesPerSecond, bitsPerSample } = format;
  const pcm: Pcm = {
    encoding,
    isLittleEndian,
    bitsPerSample,
    channels,
    samplesPerSecond,
    isUnsigned: true,
    start: data.start,
    end: await endOfData(source, chunks, data),
  };
  const seconds = secondsOf(pcm);
  if (seconds === undefined) return 'unreadable';
  return { extension: 'wav', seconds, source: inWave(source, pcm) };
}

async function formatOf(
  source: RecordingSource,
  chunks: readonly Chunk[],
  isLittleEndian: boolean,
) {
  const content = await contentOf(
    source,
    chunks.find(({ id }) => id === 'fmt '),
    40,
  );
  if (!content || content.byteLength < 16) return undefined;
  const uint16 = (at: number) => content.getUint16(at, isLittleEndian);
  const channels = uint16(2);
  const samplesPerSecond = content.getUint32(4, isLittleEndian);
  const bitsPerSample = uint16(14);
  const isExtensible = uint16(0) === extensibleTag && content.byteLength >= 26;
  const tag = isExtensible ? uint16(24) : uint16(0);
  const bytesPerSecond = () => {
    // The samples' format tells the rate best: recorders often get the stated byte rate wrong.
    if (tag in encodings) return samplesPerSecond * channels * Math.ceil(bitsPerSample / 8);
    if (adpcmTags.includes(tag) && content.byteLength >= 20) {
      return (samplesPerSecond * uint16(12)) / uint16(18);
    }
    return content.getUint32(8, isLittleEndian);
  };
  return { tag, channels, samplesPerSecond, bitsPerSample, bytesPerSecond: bytesPerSecond() };
}

/**
 * Finds the end of the sound. Where no size is given, or one beyond the file's end, that is the end of
 * the file.
 */
async function endOfData(
  source: RecordingSource,
  chunks: readonly Chunk[],
  data: Chunk,
): Promise<number> {
  const sizes = await contentOf(
    source,
    chunks.find(({ id }) => id === 'ds64'),
    24,
  );
  const sizeBytes =
    data.sizeBytes === sizeElsewhere && sizes && sizes.byteLength >= 16
      ? Number(sizes.getBigUint64(8, true))
      : data.sizeBytes;
  const end = data.start + sizeBytes;
  return sizeBytes > 0 && end <= source.sizeBytes ? end : source.sizeBytes;
}

async function withSizes(
  source: RecordingSource,
  chunks: readonly Chunk[],
  start: number,
  end: number,
): Promise<RecordingSource> {
  const head = Buffer.from(await source.read(0, start));
  head.write('RIFF', 0);
  head.writeUInt32LE(end - 8, 4);
  head.writeUInt32LE(end - start, start - 4);
  const sizes = chunks.find(({ id }) => id === 'ds64');
  if (sizes) head.write('JUNK', sizes.start - 8);
  return spliced(source, [head, { start, end }]);
}
