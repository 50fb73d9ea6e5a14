import type { Lecture } from '../../../../shared/client/answers.ts';
import type { FollowUp } from '../../../../shared/client/loop-answers.ts';
import { setAim, warn } from './draft.ts';
import { type TopicPath, teachOn } from './topics.ts';
import type { Aim, TeachAgain } from './unsent.ts';

/** Shows the first screen for this, without what was wrong there before. */
function begin(topic: TopicPath, aim: Aim | undefined): void {
  warn(undefined);
  setAim(aim);
  teachOn(topic);
}

/** All of a topic, be it named by a lecture on it. */
export const teachWhole = (topic: TopicPath): void => begin(topic, undefined);

/** One key point of a lecture alone, which is named by what was to be said of it or a hint. */
export function teachPoint(lecture: Lecture, keyPoint: number, statement: string): void {
  const { id: parent, topicId, topicName = '' } = lecture;
  if (topicId === undefined) return;
  teachKeyPoints(
    { topicId, topicName, statement, focus: { keyPoints: [keyPoint], parent } },
    lecture,
  );
}

/** Some key points of an earlier lecture, along with where the topic lies, if that is known. */
export const teachKeyPoints = (again: TeachAgain, topic: TopicPath = again): void =>
  begin(topic, again);

/** What a pupil asks of a lecture. */
export function answerPupil(lecture: Lecture, { question, round }: FollowUp): void {
  const { id: lectureId, topicId, topicName = '' } = lecture;
  if (topicId === undefined) return;
  begin(lecture, { topicId, topicName, question, answerTo: { lectureId, round } });
}
