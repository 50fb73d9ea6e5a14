import { recordingMaximumBytes } from '../../contracts/recordings.ts';
import { estimatedSeconds } from '../../speech/estimated-seconds.ts';
import type { AudioRecording, Recognition, RecordingSource } from '../recording.ts';
import { adts } from './adts.ts';
import { readAiff } from './aiff.ts';
import { bufferedReads } from './buffered-reads.ts';
import { readCaf } from './caf.ts';
import { fromContainerStart } from './container-start.ts';
import { countedWhileSent } from './counted-while-sent.ts';
import { readFlac } from './flac.ts';
import { framesInMp4, hasBareFrames } from './frames-in-mp4.ts';
import { readOgg } from './ogg.ts';
import { readMediaFile, readNamelessQuickTime } from './read-media.ts';
import { contentTypes, type ReadableSound } from './readable-sound.ts';
import { secondOpinion } from './second-opinion.ts';
import { longestStrideBytes, packetLayout } from './transport-packets.ts';
import { readTransportStream } from './transport-stream.ts';
import { unlessBroken } from './unless-broken.ts';
import { readWave } from './wave.ts';

/** The speech API refuses shorter recordings. */
const shortestSeconds = 0.1;
/** A file below this size is a header without sound, and has not even a tenth of a second of it. */
const headerBytes = 1_000;
const headBytes = 65_536;

export async function recognizeMedia(
  recording: RecordingSource,
  { maximumSeconds }: { readonly maximumSeconds: number },
): Promise<Recognition> {
  const source = bufferedReads(recording);
  const sound = await readSound(source, maximumSeconds).catch(() => 'unreadable' as const);
  source.forget();
  // An error of the bucket must not pass as a fault of the bytes.
  if (source.failure !== undefined) throw source.failure;
  if (sound === undefined) return { refused: 'RECORDING_NOT_AUDIO' };
  if (sound === 'unsupported') return { refused: 'RECORDING_FORMAT_UNSUPPORTED' };
  if (sound === 'without sound') return { silent: true };
  if (sound === 'unreadable') {
    if (source.sizeBytes < headerBytes) return { silent: true };
    return { refused: 'RECORDING_FORMAT_UNSUPPORTED' };
  }
  const { extension, seconds } = sound;
  const contentType = contentTypes[extension];
  // The recording is broken where its length stands. A short one is worth a try, but hours are not
  // bought unseen.
  const isPerhapsTooLong =
    seconds === undefined &&
    estimatedSeconds({ sizeBytes: source.sizeBytes, contentType }) > maximumSeconds;
  if (isPerhapsTooLong) return { refused: 'RECORDING_FORMAT_UNSUPPORTED' };
  if (seconds !== undefined && seconds > maximumSeconds) return { refused: 'RECORDING_TOO_LONG' };
  if (seconds !== undefined && seconds < shortestSeconds) return { silent: true };
  if (sound.source.sizeBytes > recordingMaximumBytes) return { refused: 'RECORDING_TOO_LARGE' };
  const counted: AudioRecording = {
    fileName: `recording.${extension}`,
    contentType,
    sizeBytes: sound.source.sizeBytes,
    durationSeconds: seconds,
    open: () => sound.source.open(),
  };
  const { newCounter } = sound;
  return {
    recording: newCounter ? countedWhileSent(counted, newCounter, maximumSeconds) : counted,
  };
}

/** Readers for formats that no library reads well, or only by reading much of the file. */
const ownReaders = [readWave, readAiff, readCaf, readFlac, readOgg];

/** Returns undefined where no library takes the recording for sound. */
async function readSound(
  source: RecordingSource,
  maximumSeconds: number,
): Promise<ReadableSound | undefined> {
  for (const read of ownReaders) {
    const sound = await unlessBroken(() => read(source));
    if (sound) return sound;
  }
  const packets = packetLayout(await source.read(0, headBytes), longestStrideBytes);
  if (packets) return readTransportStream(source, packets, maximumSeconds);
  const whole = await fromContainerStart(source);
  const media = await unlessBroken(() => readMediaFile(whole, maximumSeconds));
  if (media && media !== 'unreadable') return media;
  if (hasBareFrames(await whole.read(0, headBytes), adts)) {
    return framesInMp4(source, adts, maximumSeconds);
  }
  const nameless = await unlessBroken(() => readNamelessQuickTime(whole, maximumSeconds));
  if (nameless) return nameless;
  const latePackets = packetLayout(await source.read(0, headBytes), headBytes);
  if (latePackets) return readTransportStream(source, latePackets, maximumSeconds);
  return secondOpinion(whole);
}
