import { DomainError } from '../domain-error.ts';
import type { AssessedLecturePorts } from './assessed-lecture.ts';
import type { LaterPorts } from './later.ts';
import type { Lecture } from './lecture.ts';
import type { ReadLecturePorts } from './read-lectures.ts';
import type { TextEntryPorts } from './submit-text.ts';

/** What is needed to judge a part of a result again. */
export interface RevisionPorts extends LaterPorts {
  readonly lectures: AssessedLecturePorts['lectures'] & LaterPorts['lectures'];
  readonly details: ReadLecturePorts['details'];
  readonly text: TextEntryPorts;
}

/** @throws DomainError NOT_A_LECTURE_ITSELF where it is a later judgement */
export function lectureItself(lecture: Lecture): Lecture {
  if (!lecture.later) return lecture;
  throw new DomainError(
    'NOT_A_LECTURE_ITSELF',
    `Lecture ${lecture.lectureId} is a later judgement of another one.`,
    'id',
  );
}
