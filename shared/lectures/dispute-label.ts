import { worthOf } from '../assessment/scoring.ts';
import { DomainError } from '../domain-error.ts';
import { readAssessed } from './assessed-lecture.ts';
import { placeOf } from './later.ts';
import type { Lecture, LectureKey } from './lecture.ts';
import { latersOf } from './read-lectures.ts';
import { standingResult } from './revised-result.ts';
import { lectureItself, type RevisionPorts } from './revision.ts';
import { enterWritten } from './submit-text.ts';

export interface Dispute {
  readonly userId: number;
  /** Its number in the topic, from 1. */
  readonly keyPoint: number;
  readonly comment?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly correlationId: string;
}

/**
 * Has the label of one key point judged once more. This is a lecture row without a text of its own, because
 * what is judged was said in the lecture. The learner's comment is not judged.
 *
 * @throws DomainError LECTURE_NOT_FOUND, LECTURE_NOT_FINISHED, NOT_ASSESSED, NOT_A_LECTURE_ITSELF,
 *   KEY_POINT_NOT_FOUND, NOTHING_TO_DISPUTE, ALREADY_DISPUTED, BUSY
 */
export async function disputeLabel(
  ports: RevisionPorts,
  key: LectureKey,
  { keyPoint, comment, ...submission }: Dispute,
): Promise<Lecture> {
  const read = await readAssessed(ports, key);
  const { topic, catalogVersion } = lectureItself(read.lecture);
  const result = standingResult(
    { lectureId: key.lectureId, feedback: read.feedback },
    await latersOf(ports, read.lecture),
  );
  const label = result.labels.get(keyPoint);
  if (!label) {
    throw new DomainError(
      'KEY_POINT_NOT_FOUND',
      `The lecture was not judged on key point ${keyPoint}.`,
      'keyPoint',
    );
  }
  const { lectureId, promptVersion, model, provider } = result;
  return enterWritten(
    ports.text,
    { ...submission, text: comment ?? '' },
    {
      topic,
      catalogVersion,
      focus: [keyPoint],
      later: {
        by: 'disagreement',
        lectureId: key.lectureId,
        disputed: { label, lectureId, promptVersion, model, provider },
        comment,
      },
      takePlace: placeOf(ports, key, `DISAGREEMENT#${keyPoint}`, {
        whyNot:
          worthOf(label) === 1
            ? new DomainError(
                'NOTHING_TO_DISPUTE',
                `Key point ${keyPoint} is ${label}.`,
                'keyPoint',
              )
            : undefined,
        taken: () =>
          new DomainError(
            'ALREADY_DISPUTED',
            `Key point ${keyPoint} has been disputed before.`,
            'keyPoint',
          ),
      }),
    },
  );
}
