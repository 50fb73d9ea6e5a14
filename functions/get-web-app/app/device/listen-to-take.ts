import { recordingMaximumSeconds } from '../../../../shared/contracts/recordings.ts';

/** Enough to tell a voice from none, and little memory for ten minutes. */
const sampleRate = 8_000;
const windowSamples = sampleRate / 10;
/** −48 dB, as for the microphone's meter: a room without a voice. */
const quietPower = 10 ** (-48 / 10);

export type TakeTrouble = 'silent' | 'tooLong' | 'notAudio';

/**
 * What may keep a recording from being graded, found before it is sent. A browser does not know
 * every format that the backend takes, so that this is a word to the learner and no refusal.
 */
export async function listenToTake(recording: Blob): Promise<TakeTrouble | undefined> {
  let heard: AudioBuffer;
  try {
    const context = new OfflineAudioContext(1, 1, sampleRate);
    heard = await context.decodeAudioData(await recording.arrayBuffer());
  } catch {
    return 'notAudio';
  }
  if (heard.duration > recordingMaximumSeconds) return 'tooLong';
  const channels = Array.from({ length: heard.numberOfChannels }, (_, index) =>
    heard.getChannelData(index),
  );
  return channels.some(hasVoice) ? undefined : 'silent';
}

function hasVoice(samples: Float32Array): boolean {
  for (let start = 0; start < samples.length; start += windowSamples) {
    const part = samples.subarray(start, start + windowSamples);
    const power = part.reduce((sum, sample) => sum + sample * sample, 0) / part.length;
    if (power >= quietPower) return true;
  }
  return false;
}
