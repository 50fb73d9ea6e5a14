import type { Recognition, RecordingSource } from './recording.ts';

/**
 * Finds out what a recording is from its bytes, whatever it was labelled: what the speech model can be
 * sent and how long it is, or why it cannot be sent. Nothing that a recording contains makes it throw;
 * errors of the bucket are passed on.
 *
 * @throws RecordingGoneError
 */
export async function recognizeRecording(
  source: RecordingSource,
  limits: { readonly maximumSeconds: number },
): Promise<Recognition> {
  // A typed lecture does not need the media libraries, so only the first recording loads them.
  const { recognizeMedia } = await import('./media/recognize-media.ts');
  return recognizeMedia(source, limits);
}
