import type { RecordingSource } from '../recording.ts';
import { spliced } from '../spliced-recording.ts';

/** Uncompressed samples as they lie in a file, one after the other. */
export interface Pcm {
  readonly encoding: 'integer' | 'float' | 'a-law' | 'mu-law';
  readonly isLittleEndian: boolean;
  readonly bitsPerSample: number;
  readonly channels: number;
  readonly samplesPerSecond: number;
  /** Where the samples begin in the file. */
  readonly start: number;
  readonly end: number;
  /** True only for WAVE's samples of eight bits. */
  readonly isUnsigned?: boolean;
}

const wavePcm = 1;
const waveTags = { integer: wavePcm, float: 3, 'a-law': 6, 'mu-law': 7 };
const headerBytes = 44;

export function bytesPerFrame({ bitsPerSample, channels }: Pcm): number {
  return Math.ceil(bitsPerSample / 8) * channels;
}

/**
 * The length in seconds. It is undefined for impossible values: no channels, no sample rate, or more of
 * either than there can be.
 */
export function secondsOf(pcm: Pcm): number | undefined {
  const isPossible =
    isBetween(1, 64, pcm.channels) &&
    isBetween(8, 64, pcm.bitsPerSample) &&
    isBetween(1, 1_000_000, pcm.samplesPerSecond);
  if (!isPossible) return undefined;
  return Math.max(0, pcm.end - pcm.start) / bytesPerFrame(pcm) / pcm.samplesPerSecond;
}

const isBetween = (least: number, most: number, value: number) => value >= least && value <= most;

/** Turns samples into a WAVE file: a new header, and the bytes of each sample in WAVE's order. */
export function inWave(source: RecordingSource, pcm: Pcm): RecordingSource {
  const frameBytes = bytesPerFrame(pcm);
  const end = pcm.start + Math.floor((pcm.end - pcm.start) / frameBytes) * frameBytes;
  const wave = spliced(source, [headerOf(pcm, end - pcm.start), { start: pcm.start, end }]);
  const sampleBytes = frameBytes / pcm.channels;
  const flipsSign = sampleBytes === 1 && pcm.encoding === 'integer' && !pcm.isUnsigned;
  if (!flipsSign && (pcm.isLittleEndian || sampleBytes === 1)) return wave;
  return {
    ...wave,
    open: async () =>
      rearranged(await wave.open(), sampleBytes, (samples) => {
        if (flipsSign)
          for (let at = 0; at < samples.length; at += 1) samples[at] = (samples[at] ?? 0) ^ 0x80;
        else
          for (let at = 0; at < samples.length; at += sampleBytes)
            samples.subarray(at, at + sampleBytes).reverse();
      }),
  };
}

/** Changes each sample after the header in place. A chunk may end within a sample. */
async function* rearranged(
  bytes: AsyncIterable<Uint8Array>,
  sampleBytes: number,
  rearrange: (samples: Uint8Array) => void,
) {
  let isHeader = true;
  let cut = new Uint8Array();
  for await (const chunk of bytes) {
    if (isHeader) {
      isHeader = false;
      yield chunk;
      continue;
    }
    // The samples are copied, because the bytes that were read may be kept elsewhere.
    const samples = Buffer.concat([cut, chunk]);
    const whole = samples.byteLength - (samples.byteLength % sampleBytes);
    rearrange(samples.subarray(0, whole));
    cut = samples.subarray(whole);
    yield samples.subarray(0, whole);
  }
  if (cut.byteLength > 0) yield cut;
}

function headerOf(pcm: Pcm, dataBytes: number): Uint8Array {
  const frameBytes = bytesPerFrame(pcm);
  const header = Buffer.alloc(headerBytes);
  header.write('RIFF', 0);
  header.writeUInt32LE(headerBytes - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(waveTags[pcm.encoding], 20);
  header.writeUInt16LE(pcm.channels, 22);
  header.writeUInt32LE(Math.round(pcm.samplesPerSecond), 24);
  header.writeUInt32LE(Math.round(pcm.samplesPerSecond) * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(pcm.bitsPerSample, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
