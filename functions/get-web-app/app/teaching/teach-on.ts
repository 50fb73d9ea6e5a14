import type { Lecture } from '../../../../shared/client/answers.ts';
import type { FollowUp } from '../../../../shared/client/loop-answers.ts';
import { setAim, warn } from './draft.ts';
import { type TopicPath, teachOn } from './topics.ts';
import type { Aim, TeachAgain } from './unsent.ts';

/** Shows the first screen for this topic and aim, without an earlier warning. */
function begin(topic: TopicPath, aim: Aim | undefined): void {
  warn(undefined);
  setAim(aim);
  teachOn(topic);
}

/** Teaches a whole topic. The topic may be given as a lecture on it. */
export const teachWhole = (topic: TopicPath): void => begin(topic, undefined);

/**
 * Teaches one key point of a lecture again.
 * @param statement what was to be said, or a hint at it
 */
export function teachPoint(lecture: Lecture, keyPoint: number, statement: string): void {
  const { id: parent, topicId, topicName = '' } = lecture;
  if (topicId === undefined) return;
  teachKeyPoints(
    { topicId, topicName, statement, focus: { keyPoints: [keyPoint], parent } },
    lecture,
  );
}

/** Teaches some key points of an earlier lecture again. The topic's place in the catalog may be given. */
export const teachKeyPoints = (again: TeachAgain, topic: TopicPath = again): void =>
  begin(topic, again);

/** Answers what a pupil asks about a lecture. */
export function answerPupil(lecture: Lecture, { question, round }: FollowUp): void {
  const { id: lectureId, topicId, topicName = '' } = lecture;
  if (topicId === undefined) return;
  begin(lecture, { topicId, topicName, question, answerTo: { lectureId, round } });
}
