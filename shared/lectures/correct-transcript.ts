import { DomainError } from '../domain-error.ts';
import { readAssessed } from './assessed-lecture.ts';
import { measureCorrection } from './correction-measure.ts';
import { placeOf } from './later.ts';
import type { Lecture, LectureKey } from './lecture.ts';
import { lectureItself, type RevisionPorts } from './revision.ts';
import { enterText, type TypedEntry } from './submit-text.ts';

/**
 * Judges a spoken lecture again, once, after its learner has corrected what was misheard. The correction is a
 * small lecture beside the first, whose result stays.
 *
 * @throws DomainError LECTURE_NOT_FOUND, LECTURE_NOT_FINISHED, NOT_ASSESSED, NOT_A_LECTURE_ITSELF,
 *   NOTHING_HEARD, TRANSCRIPT_UNCHANGED, TRANSCRIPT_CHANGED_TOO_MUCH, ALREADY_CORRECTED, BUSY
 */
export async function correctTranscript(
  ports: RevisionPorts,
  key: LectureKey,
  submission: Omit<TypedEntry, 'heard'>,
): Promise<Lecture> {
  const { lecture } = await readAssessed(ports, key);
  const { topic, catalogVersion, focus } = lectureItself(lecture);
  const heard = await ports.details.findTranscript(key);
  if (lecture.kind === 'text' || lecture.isSample || !heard) {
    throw new DomainError('NOTHING_HEARD', 'Nobody was heard in this lecture.', 'text');
  }
  refuseUnlessMisheard(heard.text, submission.text);
  const { contentType, language, durationSeconds, segments } = heard;
  return enterText(
    ports.text,
    // The delivery stays as it was.
    { ...submission, heard: { contentType, language, durationSeconds, segments } },
    {
      topic,
      catalogVersion,
      focus,
      later: { by: 'transcript', lectureId: key.lectureId },
      takePlace: placeOf(ports, key, 'TRANSCRIPT', {
        taken: () =>
          new DomainError('ALREADY_CORRECTED', 'Its transcript has been corrected before.', 'text'),
      }),
    },
  );
}

function refuseUnlessMisheard(heardText: string, text: string): void {
  const { changed, mostChanged, heard } = measureCorrection(heardText, text);
  if (changed === 0) {
    throw new DomainError(
      'TRANSCRIPT_UNCHANGED',
      'The text is the transcript as it was heard.',
      'text',
    );
  }
  if (changed > mostChanged) {
    throw new DomainError(
      'TRANSCRIPT_CHANGED_TOO_MUCH',
      `${changed} of ${heard} characters were changed; at most ${mostChanged} may be.`,
      'text',
    );
  }
}
