import type { Recognition, RecordingSource } from './recording.ts';

/**
 * What a recording is, by its bytes and whatever it was labelled: what the speech model can be sent
 * and how long it is, or why it cannot. Nothing that a recording holds makes it throw; what the
 * bucket does is thrown on.
 *
 * @throws RecordingGoneError
 */
export async function recognizeRecording(
  source: RecordingSource,
  limits: { readonly maximumSeconds: number },
): Promise<Recognition> {
  // A typed lecture has no use for the media libraries, so they are loaded by the first recording.
  const { recognizeMedia } = await import('./media/recognize-media.ts');
  return recognizeMedia(source, limits);
}
