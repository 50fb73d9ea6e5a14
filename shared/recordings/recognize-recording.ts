import { fileTypeFromBuffer } from 'file-type';
import type { Recognition, RecordingSource } from './recording.ts';

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

/** Enough for every container's signature, a cover picture before an MP3 included. */
const sniffBytes = 65_536;

/** What a recording is, by its bytes: what the speech model can be sent, or why it cannot. */
export async function recognizeRecording(
  source: RecordingSource,
  _limits: { readonly maximumSeconds: number },
): Promise<Recognition> {
  const type = await fileTypeFromBuffer(await source.read(0, sniffBytes));
  const audio = type && audioTypes[type.mime.split(';')[0] ?? ''];
  if (!audio) return { refused: 'RECORDING_NOT_AUDIO' };
  return {
    recording: {
      sizeBytes: source.sizeBytes,
      fileName: `recording.${audio.extension}`,
      contentType: audio.contentType,
      open: () => source.open(),
    },
  };
}
