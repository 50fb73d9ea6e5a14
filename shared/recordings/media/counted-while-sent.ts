import { type AudioRecording, RecordingTooLongError } from '../recording.ts';
import type { StreamCounter } from './readable-sound.ts';

/**
 * Counts a recording whose length is only an estimate while it is sent. If it proves longer than
 * allowed, its last bytes never go out, and a request without its end buys nothing.
 */
export function countedWhileSent(
  recording: AudioRecording,
  newCounter: () => StreamCounter,
  maximumSeconds: number,
): AudioRecording {
  let countedSeconds: number | undefined;

  async function* counted(bytes: AsyncIterable<Uint8Array>) {
    const counter = newCounter();
    for await (const chunk of bytes) {
      counter.add(chunk);
      if (counter.seconds > maximumSeconds) throw new RecordingTooLongError();
      yield chunk;
    }
    countedSeconds = counter.seconds || undefined;
  }

  return {
    ...recording,
    get durationSeconds() {
      return countedSeconds ?? recording.durationSeconds;
    },
    longestSeconds: maximumSeconds,
    open: async () => counted(await recording.open()),
  };
}
