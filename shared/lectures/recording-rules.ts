import { fileTypeFromBuffer } from 'file-type';
import type { FailureReason } from '../contracts/lecture.ts';
import { recordingMaximumBytes } from '../contracts/recordings.ts';
import type { Recording } from './lecture.ts';

/** Bytes as they lie in the bucket. */
export interface StoredBytes {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly sizeBytes: number;
}

/** A recording that is really audio, named by what its bytes are. */
export interface AudioRecording extends StoredBytes {
  /** The speech API goes by the extension, whatever the upload was labelled. */
  readonly fileName: string;
  readonly contentType: string;
}

/**
 * What MediaRecorder and voice recorders write, by sniffed type. MediaRecorder's audio-only webm is
 * reported as video/webm and iOS's as video/mp4: those are recordings all the same.
 */
const audioTypes: Readonly<Record<string, { extension: string; contentType: string }>> = {
  'video/webm': { extension: 'webm', contentType: 'audio/webm' },
  'audio/webm': { extension: 'webm', contentType: 'audio/webm' },
  'video/matroska': { extension: 'webm', contentType: 'audio/webm' },
  'audio/matroska': { extension: 'webm', contentType: 'audio/webm' },
  'video/mp4': { extension: 'mp4', contentType: 'audio/mp4' },
  'audio/mp4': { extension: 'mp4', contentType: 'audio/mp4' },
  'audio/x-m4a': { extension: 'm4a', contentType: 'audio/mp4' },
  'video/quicktime': { extension: 'mp4', contentType: 'audio/mp4' },
  'audio/wav': { extension: 'wav', contentType: 'audio/wav' },
  'audio/mpeg': { extension: 'mp3', contentType: 'audio/mpeg' },
  'audio/ogg': { extension: 'ogg', contentType: 'audio/ogg' },
  'audio/flac': { extension: 'flac', contentType: 'audio/flac' },
};

/** Enough for every container's signature, an ID3 header before an MP3 included. */
const sniffBytes = 4_100;

/** Refused from the size alone, before a byte is read. */
export function refuseBySize(recording: Recording): FailureReason | undefined {
  if (recording.sizeBytes === 0) return 'RECORDING_EMPTY';
  if (recording.sizeBytes > recordingMaximumBytes) return 'RECORDING_TOO_LARGE';
  return undefined;
}

/** Names a recording by its first bytes and leaves the rest a stream; undefined if not audio. */
export async function recognizeRecording(stored: StoredBytes): Promise<AudioRecording | undefined> {
  const iterator = stored.bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let headBytes = 0;
  while (headBytes < sniffBytes) {
    const next = await iterator.next();
    if (next.done) break;
    head.push(next.value);
    headBytes += next.value.byteLength;
  }
  const type = await fileTypeFromBuffer(Buffer.concat(head));
  const audio = type && audioTypes[type.mime.split(';')[0] ?? ''];
  if (!audio) {
    await iterator.return?.();
    return undefined;
  }
  return {
    bytes: headThenRest(head, iterator),
    sizeBytes: stored.sizeBytes,
    fileName: `recording.${audio.extension}`,
    contentType: audio.contentType,
  };
}

async function* headThenRest(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
