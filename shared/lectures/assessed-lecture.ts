import { DomainError } from '../domain-error.ts';
import type { Lecture, LectureKey } from './lecture.ts';
import { asSeenAt } from './lecture.ts';
import type { Clock, LectureDetails, LectureStore, StoredFeedback } from './ports.ts';

export interface DialogueSubmission {
  readonly userId: number;
  /** Only a recording has one. */
  readonly audioUrl?: string | undefined;
  /** Only a typed submission has one. */
  readonly text?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly correlationId: string;
}

export interface AssessedLecturePorts {
  readonly lectures: Pick<LectureStore, 'find'>;
  readonly details: Pick<LectureDetails, 'findFeedback'>;
  readonly clock: Clock;
}

/**
 * A lecture that has its result, together with that.
 *
 * @throws DomainError LECTURE_NOT_FOUND, LECTURE_NOT_FINISHED, NOT_ASSESSED
 */
export async function readAssessed(
  ports: AssessedLecturePorts,
  key: LectureKey,
): Promise<{ lecture: Lecture; feedback: StoredFeedback }> {
  const lecture = await ports.lectures.find(key, 'consistent');
  if (!lecture) throw new DomainError('LECTURE_NOT_FOUND', `There is no lecture ${key.lectureId}.`);
  const { status } = asSeenAt(lecture, ports.clock());
  if (status === 'IN_PROGRESS') {
    throw new DomainError('LECTURE_NOT_FINISHED', 'The lecture is still being assessed.');
  }
  const feedback = status === 'SUCCESS' ? await ports.details.findFeedback(key) : undefined;
  if (!feedback) throw new DomainError('NOT_ASSESSED', 'The lecture ended without a result.');
  return { lecture, feedback };
}
