import { recordingMaximumSeconds } from '../../../../shared/contracts/recordings.ts';

/** This rate is enough to notice a voice, and ten minutes of it take little memory. */
const sampleRate = 8_000;
const windowSamples = sampleRate / 10;
/** A room without a voice stays below −48 dB. */
const quietPower = 10 ** (-48 / 10);

export type TakeTrouble = 'silent' | 'tooLong' | 'notAudio';

/**
 * Finds what may keep a recording from being graded, before it is sent. The backend takes formats that
 * a browser may not know, so the app warns the learner and does not refuse.
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
