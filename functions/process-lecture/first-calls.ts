import { recordingMaximumSeconds } from '../../shared/contracts/recordings.ts';
import type { LectureKey } from '../../shared/lectures/lecture.ts';
import type { ProcessLecturePorts } from '../../shared/lectures/work-of-claim.ts';
import { recognizeRecording } from '../../shared/recordings/recognize-recording.ts';
import type { RecordingSource } from '../../shared/recordings/recording.ts';
import { heardNothing } from '../../shared/speech/silence.ts';

const nobody: LectureKey = { userId: 0, lectureId: 0 };
const empty: RecordingSource = {
  sizeBytes: 0,
  read: async () => new Uint8Array(),
  open: async () => (async function* () {})(),
};

/**
 * Reads that a lecture makes, for nobody's, and what its first steps load and compile: the media libraries, and the
 * patterns of what recognisers invent.
 */
export function firstCalls({
  lectures,
  recordings,
  hasWithdrawn,
}: Pick<
  ProcessLecturePorts,
  'lectures' | 'recordings' | 'hasWithdrawn'
>): readonly (() => Promise<unknown>)[] {
  return [
    () => lectures.find(nobody, 'eventual'),
    () => recordings.open(nobody),
    () => hasWithdrawn(nobody.userId),
    () => recognizeRecording(empty, { maximumSeconds: recordingMaximumSeconds }),
    async () => heardNothing({ text: '어떤 설명', model: '' }),
  ];
}
