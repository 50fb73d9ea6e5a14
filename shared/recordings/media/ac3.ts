import type { BareFraming } from './frames-in-mp4.ts';
import { box } from './mp4-header.ts';

/** Bit rates in kbit/s, by half of the code for a frame's size. */
const rates = [
  32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640,
];
const samplesPerSecondByIndex = [48_000, 44_100, 32_000];
const samplesPerFrame = 1_536;
/** From this version on it is another format that begins alike (Dolby Digital Plus). */
const firstOtherVersion = 11;
const channelsByMode = [2, 1, 2, 3, 3, 4, 4, 5];

/** Dolby Digital, as camcorders put it into transport streams. ETSI TS 102 366, 4.3 and F.4. */
export const ac3: BareFraming = {
  longestHeaderBytes: 8,
  firstByte: 0x0b,
  frameAt(bytes, at) {
    if (bytes.readUInt16BE(at) !== 0x0b77) return undefined;
    const kind = bytes.readUIntBE(at + 4, 4) >>> 0;
    const { sampleRate, sizeCode, version } = headerOf(kind);
    const rate = rates[sizeCode >> 1];
    const samplesPerSecond = samplesPerSecondByIndex[sampleRate];
    if (!rate || !samplesPerSecond || version >= firstOtherVersion) return undefined;
    const words = Math.floor((rate * 125 * samplesPerFrame) / samplesPerSecond / 2);
    // Two sizes alternate where the rate does not come to a whole number of words.
    const extraWords = sampleRate === 1 ? sizeCode & 1 : 0;
    return { headerBytes: 0, sizeBytes: (words + extraWords) * 2, kind: steadyPart(kind) };
  },
  streamOf(kind) {
    const { sampleRate, sizeCode, version, mode, purpose, hasBass } = headerOf(kind);
    const code =
      (sampleRate << 22) |
      (version << 17) |
      (purpose << 14) |
      (mode << 11) |
      (hasBass << 10) |
      ((sizeCode >> 1) << 5);
    return {
      codec: 'ac-3',
      samplesPerFrame,
      samplesPerSecond: samplesPerSecondByIndex[sampleRate] ?? 0,
      channels: (channelsByMode[mode] ?? 2) + hasBass,
      configuration: box('dac3', Buffer.from([code >> 16, code >> 8, code])),
    };
  },
};

/** Reads the four bytes after the sync word and its checksum. */
function headerOf(bits: number) {
  const mode = (bits >>> 13) & 7;
  // The levels to which centre and surround channels are mixed down stand between the two, if there are
  // such channels.
  const hasCentre = (mode & 1) !== 0 && mode !== 1;
  const hasSurround = (mode & 4) !== 0;
  const skipped = (hasCentre ? 2 : 0) + (hasSurround ? 2 : 0) + (mode === 2 ? 2 : 0);
  return {
    sampleRate: bits >>> 30,
    sizeCode: (bits >>> 24) & 0x3f,
    version: (bits >>> 19) & 0x1f,
    purpose: (bits >>> 16) & 7,
    mode,
    hasBass: (bits >>> (12 - skipped)) & 1,
  };
}

/**
 * The bits that are equal in all frames: without the alternating size, and without what follows the
 * channels.
 */
function steadyPart(bits: number): number {
  return (bits & ~(1 << 24) & ~0x3f) >>> 0;
}
