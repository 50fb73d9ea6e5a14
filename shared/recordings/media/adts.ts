import { aacStream, samplesPerSecondByIndex } from './aac.ts';
import type { BareFraming } from './frames-in-mp4.ts';

const shortestHeaderBytes = 7;
const longestHeaderBytes = 9;
/** The bits of object type, sample-rate index and channels, which are equal in all frames. */
const kindMask = 0xfdc0;

/** AAC without a container, as Android's recorders write it. ISO 13818-7, 6.2. */
export const adts: BareFraming = {
  longestHeaderBytes,
  firstByte: 0xff,
  frameAt(bytes, at) {
    const isSync = bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xf6) === 0xf0;
    if (!isSync) return undefined;
    const fixed = bytes.readUInt32BE(at);
    const { frequencyIndex, channels } = configurationOf(fixed);
    const headerBytes = fixed & 0x1_0000 ? shortestHeaderBytes : longestHeaderBytes;
    const sizeBytes = (bytes.readUIntBE(at + 3, 3) >> 5) & 0x1fff;
    // The format allows several blocks in one frame, but nobody has seen that.
    const blocks = (bytes.readUInt8(at + 6) & 0x3) + 1;
    const isRate = samplesPerSecondByIndex[frequencyIndex] !== undefined;
    const isWhole = isRate && channels > 0 && blocks === 1 && sizeBytes > headerBytes;
    return isWhole ? { headerBytes, sizeBytes, kind: fixed & kindMask } : undefined;
  },
  streamOf: (kind) => aacStream(configurationOf(kind)),
};

function configurationOf(fixed: number) {
  return {
    objectType: ((fixed >> 14) & 0x3) + 1,
    frequencyIndex: (fixed >> 10) & 0xf,
    channels: (fixed >> 6) & 0x7,
  };
}
