import { signal } from '@preact/signals';
import {
  MicrophoneTrouble,
  type RecordingEnd,
  type RunningRecording,
  startRecording,
} from '../device/microphone.ts';
import { withConsent } from '../state/consent.ts';
import { texts } from '../state/language.ts';
import { announce } from '../state/notices.ts';
import { warn } from './draft.ts';
import { finishRecording } from './teach.ts';

/** The microphone is not in use, is being asked for, or is recording. */
export const microphone = signal<'idle' | 'asking' | RunningRecording>('idle');

export const isRecording = (): boolean => microphone.value !== 'idle';

function ended(end: RecordingEnd): void {
  microphone.value = 'idle';
  if (end.atLimit) announce(texts.value.recordLimitReached);
  void finishRecording(end);
}

async function start(): Promise<void> {
  warn(undefined);
  microphone.value = 'asking';
  try {
    microphone.value = await startRecording(ended);
    announce(texts.value.recordStarted);
  } catch (error) {
    microphone.value = 'idle';
    const refusal = error instanceof MicrophoneTrouble ? error.refusal : 'unsupported';
    warn(() => texts.value.microphoneRefusals[refusal]);
  }
}

/** Starts or stops a recording. The very first one asks for the learner's consent. */
export function toggleRecording(): void {
  const state = microphone.value;
  if (typeof state === 'object') state.stop();
  else if (state === 'idle') withConsent(() => void start());
}
