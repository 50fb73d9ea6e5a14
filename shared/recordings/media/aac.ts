import { type FramedStream, full, uint16, uint32 } from './mp4-header.ts';

/** The samples of one frame of AAC, at any rate. */
const samplesPerFrame = 1_024;

/** AAC names its usual sample rates by their index in this list. */
export const samplesPerSecondByIndex = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
  7_350,
];

export interface AacConfiguration {
  readonly objectType: number;
  readonly frequencyIndex: number;
  readonly channels: number;
}

/**
 * Describes an AAC stream to an MP4. ISO 14496-1, 7.2.6: descriptors are nested, and the innermost
 * holds AAC's own configuration.
 */
export function aacStream({
  objectType,
  frequencyIndex,
  channels,
}: AacConfiguration): FramedStream {
  const own = uint16((objectType << 11) | (frequencyIndex << 7) | (channels << 3));
  const audioStream = Buffer.from([0x40, 0x15, 0, 0, 0]);
  const decoder = descriptor(4, audioStream, uint32(0, 0), descriptor(5, own));
  const trackId = uint16(1);
  const inMp4 = descriptor(6, Buffer.from([2]));
  return {
    codec: 'mp4a',
    samplesPerFrame,
    samplesPerSecond: samplesPerSecondByIndex[frequencyIndex] ?? 0,
    channels,
    configuration: full('esds', descriptor(3, trackId, Buffer.alloc(1), decoder, inMp4)),
  };
}

function descriptor(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, content.byteLength]), content]);
}
