/**
 * Why there is no recording: the learner denied it, there is no microphone, another program uses it, or
 * this browser cannot record.
 */
export type MicrophoneRefusal = 'denied' | 'missing' | 'busy' | 'unsupported';

/** The published app stops at the same length. */
export const longestRecordingSeconds = 300;

/** At this rate speech is well understood, and a minute of it is 180 KB. */
const opusBitsPerSecond = 24_000;
const opusTypes = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];

export class MicrophoneTrouble extends Error {
  override readonly name = 'MicrophoneTrouble';
  readonly refusal: MicrophoneRefusal;

  constructor(refusal: MicrophoneRefusal) {
    super(`microphone: ${refusal}`);
    this.refusal = refusal;
  }
}

function refusalOf(error: unknown): MicrophoneRefusal {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'unsupported';
}

export interface RecordingEnd {
  readonly recording: Blob;
  readonly seconds: number;
  readonly atLimit: boolean;
}

export interface RunningRecording {
  readonly stop: () => void;
  readonly elapsedSeconds: () => number;
  /** The loudness of this moment, from 0 (−60 dB and less) to 1. */
  readonly level: () => number;
}

/**
 * Asks for the microphone and records until it is stopped or five minutes have passed. It records in
 * Opus where this browser can, and in the browser's own format elsewhere.
 * @throws MicrophoneTrouble
 */
export async function startRecording(
  onEnd: (end: RecordingEnd) => void,
): Promise<RunningRecording> {
  if (navigator.mediaDevices === undefined || typeof MediaRecorder === 'undefined') {
    throw new MicrophoneTrouble('unsupported');
  }
  let stream: MediaStream | undefined;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: { ideal: 1 } } });
    return recordStream(stream, onEnd);
  } catch (error) {
    for (const track of stream?.getTracks() ?? []) track.stop();
    throw new MicrophoneTrouble(refusalOf(error));
  }
}

function recorderOptions(): MediaRecorderOptions {
  const mimeType = opusTypes.find((type) => MediaRecorder.isTypeSupported(type));
  return mimeType === undefined ? {} : { mimeType, audioBitsPerSecond: opusBitsPerSecond };
}

function recordStream(stream: MediaStream, onEnd: (end: RecordingEnd) => void): RunningRecording {
  const recorder = new MediaRecorder(stream, recorderOptions());
  const meter = levelMeter(stream);
  const parts: Blob[] = [];
  let atLimit = false;
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
    const seconds = elapsedSeconds();
    clearTimeout(limit);
    meter.close();
    for (const track of stream.getTracks()) track.stop();
    onEnd({ recording: new Blob(parts, { type: recorder.mimeType }), seconds, atLimit });
  });
  recorder.start();
  return { stop, elapsedSeconds, level: meter.level };
}

function levelMeter(stream: MediaStream) {
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
