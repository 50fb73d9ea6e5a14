import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  MkvOutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WebMOutputFormat,
} from 'mediabunny';

/** How a recorder writes it: at once as it comes, or with its index when it has ended. */
const formats = {
  'live webm': () => new WebMOutputFormat({ appendOnly: true }),
  'finished webm': () => new WebMOutputFormat(),
  'live matroska': () => new MkvOutputFormat({ appendOnly: true }),
  'fragmented mp4': () => new Mp4OutputFormat({ fastStart: 'fragmented' }),
  'mp4 with its index last': () => new Mp4OutputFormat({ fastStart: false }),
  'mp4 with its index first': () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
  ogg: () => new OggOutputFormat(),
} satisfies Record<string, () => OutputFormat>;

export type MadeFormat = keyof typeof formats;
export const madeFormats = Object.keys(formats) as readonly MadeFormat[];

const packetSeconds = 0.02;
/** A packet of Opus with one frame of 20 ms, which nobody decodes. */
const firstByte = 0x08;

interface Made {
  readonly seconds: number;
  readonly bytesPerSecond: number;
  /** In its metadata, where the stand-in looks for what was said. */
  readonly said?: string;
}

/** A recording of any length in packets of 20 ms, which nobody could understand. */
export async function madeRecording(
  format: MadeFormat,
  { seconds, bytesPerSecond, said }: Made,
): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({ format: formats[format](), target });
  if (said !== undefined) output.setMetadataTags({ comment: said });
  const packets = new EncodedAudioPacketSource('opus');
  output.addAudioTrack(packets);
  await output.start();
  const data = new Uint8Array(bytesPerSecond * packetSeconds).fill(1);
  data[0] = firstByte;
  const description = Buffer.from('4f707573486561640101000080bb0000000000', 'hex');
  const decoderConfig = { codec: 'opus', numberOfChannels: 1, sampleRate: 48_000, description };
  for (let index = 0; index < seconds / packetSeconds; index += 1) {
    const packet = new EncodedPacket(data, 'key', index * packetSeconds, packetSeconds);
    await packets.add(packet, { decoderConfig });
  }
  await output.finalize();
  return new Uint8Array(target.buffer ?? new ArrayBuffer());
}
