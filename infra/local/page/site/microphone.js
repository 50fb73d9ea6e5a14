/**
 * Why there is no recording: not allowed, no microphone, in use elsewhere, not possible here.
 * @typedef {'denied' | 'missing' | 'busy' | 'unsupported'} MicrophoneRefusal
 */

/** The published app stops there, too. */
export const longestRecordingSeconds = 300;

export class MicrophoneTrouble extends Error {
  /** @override */
  name = 'MicrophoneTrouble';

  /** @param {MicrophoneRefusal} refusal */
  constructor(refusal) {
    super(`microphone: ${refusal}`);
    this.refusal = refusal;
  }
}

/** @param {unknown} error @returns {MicrophoneRefusal} */
function refusalOf(error) {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'unsupported';
}

/**
 * Asks for the microphone and records, in whatever type this browser makes, until stopped or five
 * minutes have passed.
 * @param {{ onEnd: (take: { recording: Blob, seconds: number, atLimit: boolean }) => void }} options
 * @returns {Promise<{
 *   stop: () => void,
 *   elapsedSeconds: () => number,
 *   level: () => number,
 * }>} `level` is the loudness of this moment, from 0 (−60 dB and less) to 1
 * @throws {MicrophoneTrouble}
 */
export async function startRecording({ onEnd }) {
  if (navigator.mediaDevices === undefined || typeof MediaRecorder === 'undefined') {
    throw new MicrophoneTrouble('unsupported');
  }
  /** @type {MediaStream | undefined} */
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    return recordStream(stream, onEnd);
  } catch (error) {
    for (const track of stream?.getTracks() ?? []) track.stop();
    throw new MicrophoneTrouble(refusalOf(error));
  }
}

/**
 * @param {MediaStream} stream
 * @param {Parameters<typeof startRecording>[0]['onEnd']} onEnd
 */
function recordStream(stream, onEnd) {
  const recorder = new MediaRecorder(stream);
  const meter = levelMeter(stream);
  /** @type {Blob[]} */
  const parts = [];
  let atLimit = false;
  let seconds = 0;
  const startedAt = performance.now();
  const elapsedSeconds = () =>
    Math.min(longestRecordingSeconds, (performance.now() - startedAt) / 1000);
  const stop = () => {
    // Safari throws on a second stop, and an unplugged microphone stops it by itself.
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const limit = setTimeout(() => {
    atLimit = true;
    stop();
  }, longestRecordingSeconds * 1000);

  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0) parts.push(data);
  });
  recorder.addEventListener('stop', () => {
    seconds = elapsedSeconds();
    clearTimeout(limit);
    meter.close();
    for (const track of stream.getTracks()) track.stop();
    onEnd({ recording: new Blob(parts, { type: recorder.mimeType }), seconds, atLimit });
  });
  recorder.start();
  return { stop, elapsedSeconds, level: meter.level };
}

/** @param {MediaStream} stream */
function levelMeter(stream) {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const decibels = 10 * Math.log10(power + 1e-12);
      return Math.min(1, Math.max(0, 1 + decibels / 60));
    },
    close: () => void context.close(),
  };
}
