import { transcriptMaximumCharacters } from '../assessment/prompt.ts';
import type { Topic } from '../catalog/topic.ts';
import { recordingMaximumSeconds } from '../contracts/recordings.ts';
import { recognizeRecording } from '../recordings/recognize-recording.ts';
import {
  type AudioRecording,
  type Recognition,
  RecordingTooLongError,
  refuseBySize,
} from '../recordings/recording.ts';
import { inExpectedLanguage } from '../speech/in-expected-language.ts';
import { heardNothing } from '../speech/silence.ts';
import { speechHints } from '../speech/speech-hints.ts';
import type { SpeechToText } from '../speech/speech-to-text.ts';
import { callLimits, type Delivery } from './delivery.ts';
import type { Ending, Lecture, LectureKey } from './lecture.ts';
import type { PaceMemory } from './pace.ts';
import type {
  Clock,
  LectureDetails,
  OpenRecording,
  RecordingStore,
  StoredTranscript,
} from './ports.ts';

export interface HearPorts {
  readonly details: Pick<LectureDetails, 'findTranscript'>;
  readonly recordings: Pick<RecordingStore, 'open'>;
  readonly speech: SpeechToText;
  readonly pace?: PaceMemory | undefined;
  readonly clock: Clock;
}

/** Five minutes of speech have about a hundred segments. */
const segmentsMaximum = 2_000;

/** What is known of a lecture before anything is paid for. */
export type Material =
  | Recognition
  | { readonly transcript: StoredTranscript }
  | { readonly gone: 'missing' | 'changed' };

/**
 * A transcript is paid for once and then used again. Without one, the pinned bytes are examined.
 * @param pinned what was opened for the claim that has just pinned it
 */
export async function findMaterial(
  ports: HearPorts,
  claimed: Lecture,
  pinned: OpenRecording | undefined,
): Promise<Material> {
  const mayBeStored = claimed.attempt > 1 || claimed.kind === 'text';
  const known = mayBeStored ? await ports.details.findTranscript(saidIn(claimed)) : undefined;
  if (known) return { transcript: known };
  const refusedBySize = pinned && refuseBySize(pinned);
  if (refusedBySize) return { refused: refusedBySize };
  const stored = pinned ?? (await ports.recordings.open(claimed, claimed.etag ?? ''));
  if (stored === 'missing' || stored === 'changed') return { gone: stored };
  return recognizeRecording(stored, { maximumSeconds: recordingMaximumSeconds });
}

/** A disagreement has no speech of its own, because what it disputes was said in the lecture. */
function saidIn({ userId, lectureId, later }: Lecture): LectureKey {
  return { userId, lectureId: later?.disputed?.lectureId ?? lectureId };
}

/** Whether the sending was broken off, unpaid, because the recording is longer than the examination found. */
function unlessTooLong(error: unknown): undefined {
  if (error instanceof RecordingTooLongError) return undefined;
  throw error;
}

/** What was said: stored by an earlier attempt, or just heard and still to be stored. */
export type Said = { readonly transcript: StoredTranscript } | { readonly heard: StoredTranscript };

export async function hearRecording(
  ports: HearPorts,
  claimed: Lecture,
  topic: Topic,
  recording: AudioRecording,
  delivery: Delivery,
): Promise<Extract<Said, { heard: unknown }> | Ending> {
  const hints = speechHints(topic);
  const startedAt = ports.clock();
  const limits = { ...callLimits(startedAt, claimed, delivery), hints };
  const heard = await inExpectedLanguage(ports.speech, ports.clock)
    .transcribe(recording, limits)
    .catch(unlessTooLong);
  if (!heard) return { status: 'FAILURE', reason: 'RECORDING_TOO_LONG' };
  const durationSeconds = recording.durationSeconds ?? heard.durationSeconds;
  if (durationSeconds) {
    const seconds = (ports.clock() - startedAt) / 1_000;
    ports.pace?.note({ hearing: { audioSeconds: durationSeconds, seconds } });
  }
  if (heardNothing(heard, { durationSeconds, terms: hints.terms })) return { status: 'STT_EMPTY' };
  return {
    heard: {
      // Hours of speech fit into the largest recording, but not into a table item.
      text: heard.text.slice(0, transcriptMaximumCharacters).toWellFormed(),
      contentType: recording.contentType,
      language: heard.language,
      durationSeconds,
      segments: heard.segments
        ?.slice(0, segmentsMaximum)
        .map(({ startSeconds, endSeconds }) => ({ startSeconds, endSeconds })),
      model: heard.model,
      provider: heard.provider,
    },
  };
}
