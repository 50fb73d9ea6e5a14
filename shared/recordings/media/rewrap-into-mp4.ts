import {
  AppendOnlyStreamTarget,
  EncodedAudioPacketSource,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import type { RecordingSource } from '../recording.ts';
import { fewReads } from './few-reads.ts';
import { openMediaFile } from './media-file.ts';
import type { ReadableSound } from './readable-sound.ts';

/** Ten minutes of sound. Each packet goes through the library alone, and more would not fit the worker. */
const mostBytes = 8_388_608;

/**
 * The packets of a transport stream in an MP4, which the speech API takes, as they are: nothing is
 * decoded. A request is sent with its length, which only writing the file tells. So it is written
 * twice: once to count its bytes, and again whenever it is opened to be sent, a fragment at a time.
 */
export async function rewrappedIntoMp4(
  source: RecordingSource,
  maximumSeconds: number,
): Promise<ReadableSound> {
  if (source.sizeBytes > mostBytes) return 'unsupported';
  let sizeBytes = 0;
  let seconds = 0;
  for await (const part of written(source)) {
    sizeBytes += part.bytes.byteLength;
    seconds = part.seconds;
    if (seconds > maximumSeconds) break;
  }
  return { extension: 'm4a', seconds, source: { sizeBytes, open: async () => bytesOf(source) } };
}

async function* bytesOf(source: RecordingSource) {
  for await (const { bytes } of written(source)) yield bytes;
}

/** Long enough that the tables of a fragment weigh little, short enough to be held in memory. */
const fragmentSeconds = 5;

/** The file as far as it is written, and how long its sound is so far. */
async function* written(source: RecordingSource) {
  const file = await openMediaFile(fewReads(source));
  const finished: Uint8Array[] = [];
  const output = new Output({
    format: new Mp4OutputFormat({
      fastStart: 'fragmented',
      minimumFragmentDuration: fragmentSeconds,
    }),
    target: new AppendOnlyStreamTarget(
      new WritableStream({ write: (bytes) => void finished.push(bytes) }),
    ),
  });
  try {
    const codec = await file.sound?.track.getCodec();
    const decoderConfig = await file.sound?.track.getDecoderConfig();
    if (!file.sound || !codec || !decoderConfig) return;
    const packets = new EncodedAudioPacketSource(codec);
    output.addAudioTrack(packets);
    await output.start();
    let seconds = 0;
    let firstTimestamp: number | undefined;
    for await (const packet of file.sound.packets.packets()) {
      // A transport stream begins anywhere.
      firstTimestamp ??= packet.timestamp;
      const timestamp = packet.timestamp - firstTimestamp;
      await packets.add(packet.clone({ timestamp }), { decoderConfig });
      seconds = timestamp + packet.duration;
      if (finished.length > 0) yield { bytes: Buffer.concat(finished.splice(0)), seconds };
    }
    await output.finalize();
    yield { bytes: Buffer.concat(finished.splice(0)), seconds };
  } finally {
    if (output.state !== 'finalized') await output.cancel();
    file.close();
  }
}
