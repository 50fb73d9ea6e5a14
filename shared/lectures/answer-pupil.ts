import { DomainError } from '../domain-error.ts';
import { type DialogueSubmission, readAssessed } from './assessed-lecture.ts';
import { dialogueOf } from './dialogue.ts';
import { placeOf } from './later.ts';
import type { Lecture, LectureKey } from './lecture.ts';
import { latersOf } from './read-lectures.ts';
import { revisedResult } from './revised-result.ts';
import type { LaterSubmissionPorts } from './submit-later.ts';
import { submitLater } from './submit-later.ts';

export interface AnswerSubmission extends DialogueSubmission {
  /** The number of the pupil's question that it answers, from 1. */
  readonly round: number;
}

/**
 * Answers a pupil's question, spoken or typed. An answer is a small lecture on one key point, with the same
 * promises as any lecture. A question is answered once; an answer that failed makes room for another.
 *
 * @throws DomainError as a submission does, LECTURE_NOT_FOUND, NOT_ASSESSED, QUESTION_NOT_OPEN
 */
export async function answerPupil(
  ports: LaterSubmissionPorts,
  key: LectureKey,
  submission: AnswerSubmission,
): Promise<Lecture> {
  const { round } = submission;
  const { lecture, feedback } = await readAssessed(ports, key);
  const laters = await latersOf(ports, lecture);
  const dialogue = lecture.later
    ? undefined
    : dialogueOf(revisedResult(feedback, laters), feedback.questions, laters);
  if (!dialogue) throw notOpen(round);
  const { followUp } = dialogue;
  const question = followUp?.round === round ? followUp.question : undefined;

  return submitLater(ports, submission, {
    topic: lecture.topic,
    catalogVersion: lecture.catalogVersion,
    focus: [dialogue.keyPoint],
    later: { by: 'answer', lectureId: key.lectureId, round, question },
    takePlace: placeOf(ports, key, `ANSWER#${round}`, {
      whyNot: question === undefined ? notOpen(round) : undefined,
      taken: () => notOpen(round),
    }),
  });
}

function notOpen(round: number): DomainError {
  return new DomainError('QUESTION_NOT_OPEN', `Question ${round} is not open.`, 'round');
}
