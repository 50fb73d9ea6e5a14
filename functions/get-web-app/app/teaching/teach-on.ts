import type { Lecture } from '../../../../shared/client/answers.ts';
import type { FollowUp } from '../../../../shared/client/loop-answers.ts';
import { setAim, warn } from './draft.ts';
import { teachOn } from './topics.ts';

/** Shows the first screen with the topic of a lecture, all of it. */
export function teachWhole(lecture: Lecture): void {
  setAim(undefined);
  teachOn(lecture);
}

/** The same with one key point alone, which is named by what was to be said of it or a hint. */
export function teachPoint(lecture: Lecture, keyPoint: number, statement: string): void {
  const { id: parent, topicId, topicName = '' } = lecture;
  if (topicId === undefined) return;
  setAim({ topicId, topicName, statement, focus: { keyPoints: [keyPoint], parent } });
  teachOn(lecture);
}

/** The same with what a pupil asks. */
export function answerPupil(lecture: Lecture, { question, round }: FollowUp): void {
  const { id: lectureId, topicId, topicName = '' } = lecture;
  if (topicId === undefined) return;
  warn(undefined);
  setAim({ topicId, topicName, question, answerTo: { lectureId, round } });
  teachOn(lecture);
}
