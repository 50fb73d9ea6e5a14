import { transcriptMaximumCharacters } from '../assessment/prompt.ts';
import { recordingMaximumSeconds } from '../contracts/recordings.ts';
import { recognizeRecording } from '../recordings/recognize-recording.ts';
import { heardNothing } from '../speech/silence.ts';
import type { SpeechToText } from '../speech/speech-to-text.ts';
import { callBudget, type Delivery } from './delivery.ts';
import type { Ending, Lecture } from './lecture.ts';
import type { Clock, LectureDetails, RecordingStore, StoredTranscript } from './ports.ts';

export interface HearPorts {
  readonly details: Pick<LectureDetails, 'findTranscript' | 'keepTranscript'>;
  readonly recordings: Pick<RecordingStore, 'open'>;
  readonly speech: SpeechToText;
  readonly clock: Clock;
}

/** Five minutes of speech have about a hundred. */
const segmentsMaximum = 2_000;

/** What was said, bought once: a stored transcript is used again. */
export async function hearRecording(
  ports: HearPorts,
  claimed: Lecture,
  delivery: Delivery,
): Promise<StoredTranscript | Ending> {
  const mayBeStored = claimed.attempt > 1 || claimed.kind === 'text';
  const known = mayBeStored ? await ports.details.findTranscript(claimed) : undefined;
  if (known) return known;
  const stored = await ports.recordings.open(claimed, claimed.etag ?? '');
  if (stored === 'missing') return { status: 'FAILURE', reason: 'UPLOAD_MISSING' };
  if (stored === 'changed') return { status: 'FAILURE', reason: 'RECORDING_CHANGED' };
  const recognition = await recognizeRecording(stored, { maximumSeconds: recordingMaximumSeconds });
  if ('refused' in recognition) return { status: 'FAILURE', reason: recognition.refused };
  if ('silent' in recognition) return { status: 'STT_EMPTY' };
  const heard = await ports.speech.transcribe(recognition.recording, {
    budgetMilliseconds: callBudget(ports.clock(), claimed, delivery),
  });
  if (heardNothing(heard)) return { status: 'STT_EMPTY' };
  return ports.details.keepTranscript(claimed, {
    // Hours of speech fit into the largest recording, and into no table item.
    text: heard.text.slice(0, transcriptMaximumCharacters).toWellFormed(),
    contentType: recognition.recording.contentType,
    language: heard.language,
    durationSeconds: heard.durationSeconds,
    segments: heard.segments
      ?.slice(0, segmentsMaximum)
      .map(({ startSeconds, endSeconds }) => ({ startSeconds, endSeconds })),
    model: heard.model,
  });
}
