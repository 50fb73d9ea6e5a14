import type { AssessedLecturePorts, DialogueSubmission } from './assessed-lecture.ts';
import type { EntryFacts } from './enter-lecture.ts';
import type { LaterPorts } from './later.ts';
import type { Lecture } from './lecture.ts';
import type { ReadLecturePorts } from './read-lectures.ts';
import { enterRecording, type RecordingEntryPorts } from './submit-lecture.ts';
import { enterText, type TextEntryPorts } from './submit-text.ts';

export interface LaterSubmissionPorts
  extends AssessedLecturePorts,
    LaterPorts,
    Pick<ReadLecturePorts, 'laters' | 'details'> {
  readonly lectures: AssessedLecturePorts['lectures'] & LaterPorts['lectures'];
  readonly details: ReadLecturePorts['details'];
  readonly laters: LaterPorts['laters'];
  readonly recording: RecordingEntryPorts;
  readonly text: TextEntryPorts;
}

/** A later judgement goes the way of a lecture, by its recording or as its text. */
export function submitLater(
  ports: LaterSubmissionPorts,
  { text, audioUrl = '', ...submission }: DialogueSubmission,
  facts: EntryFacts,
): Promise<Lecture> {
  return text === undefined
    ? enterRecording(ports.recording, { ...submission, audioUrl }, facts)
    : enterText(ports.text, { ...submission, text }, facts);
}
