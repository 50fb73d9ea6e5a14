import { readAssessed } from './assessed-lecture.ts';
import type { LectureKey } from './lecture.ts';
import type { LectureStore } from './ports.ts';
import { type ReadLecturePorts, readLecture, type WholeLecture } from './read-lectures.ts';

export interface RevealAnswersPorts extends ReadLecturePorts {
  readonly lectures: Pick<LectureStore, 'find' | 'noteAnswersSeen'>;
}

/**
 * Notes, the first time, that the learner has seen what was to be said, and returns the whole lecture.
 *
 * @throws DomainError LECTURE_NOT_FOUND, LECTURE_NOT_FINISHED, NOT_ASSESSED
 */
export async function revealAnswers(
  ports: RevealAnswersPorts,
  key: LectureKey,
): Promise<WholeLecture> {
  const now = ports.clock();
  const { lecture } = await readAssessed(ports, key);
  await ports.lectures.noteAnswersSeen(key, now);
  const whole = await readLecture(ports, key);
  // The cheap read may not see what was written a moment ago.
  const answersSeenAt = whole.lecture.answersSeenAt ?? lecture.answersSeenAt ?? now;
  return { ...whole, lecture: { ...whole.lecture, answersSeenAt } };
}
