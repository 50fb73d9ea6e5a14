import { keyPointsOf } from '../assessment/rubric.ts';
import type { Topic } from '../catalog/topic.ts';
import { DomainError } from '../domain-error.ts';
import type { Lecture, LectureKey } from './lecture.ts';
import type { LectureStore } from './ports.ts';

/** What a lecture is for, where it is not to teach its whole topic. */
export type Purpose = Pick<Lecture, 'focus' | 'parentId' | 'firstId' | 'later'>;

/** The parts of a purpose that a submission names. */
export interface NamedPurpose {
  /** Numbers of key points, from 1. */
  readonly keyPoints?: readonly number[] | undefined;
  /** Id of the lecture that is taught again. */
  readonly parent?: number | undefined;
}

/**
 * The purpose's part of the repeat guard's key, because the same bytes for another purpose are another
 * lecture. It is undefined where the whole topic is taught, as it was before there were purposes.
 */
export function purposeName({ focus, parentId, later }: Purpose): string | undefined {
  const names = [
    ...(focus ? [`F${focus.join('.')}`] : []),
    ...(parentId !== undefined ? [`P${parentId}`] : []),
    ...(later ? [`L${later.lectureId}${later.by}${later.round ?? ''}`] : []),
  ];
  return names.length > 0 ? names.join('') : undefined;
}

/**
 * @throws DomainError KEY_POINT_NOT_FOUND for a number that the topic does not have, PARENT_NOT_FOUND where
 *   the parent is no assessed lecture of this learner on this topic
 */
export async function purposeOf(
  lectures: Pick<LectureStore, 'find'>,
  userId: number,
  topic: Topic,
  { keyPoints, parent }: NamedPurpose,
): Promise<Purpose> {
  const count = keyPointsOf(topic).length;
  if (keyPoints?.some((number) => number > count)) {
    throw new DomainError(
      'KEY_POINT_NOT_FOUND',
      `Topic ${topic.path.topicId} has key points 1 to ${count}.`,
      'keyPoints',
    );
  }
  const focus = keyPoints?.toSorted((a, b) => a - b);
  if (parent === undefined) return { focus };
  const taught = await parentOf(lectures, { userId, lectureId: parent }, topic);
  return { focus, parentId: parent, firstId: taught.firstId ?? parent };
}

async function parentOf(
  lectures: Pick<LectureStore, 'find'>,
  key: LectureKey,
  topic: Topic,
): Promise<Lecture> {
  const found = (await lectures.find(key, 'eventual')) ?? (await lectures.find(key, 'consistent'));
  const isTaught = found?.status === 'SUCCESS' && found.topic.topicId === topic.path.topicId;
  if (found && isTaught) return found;
  throw new DomainError(
    'PARENT_NOT_FOUND',
    `You have no assessed lecture ${key.lectureId} on topic ${topic.path.topicId}.`,
    'parent',
  );
}
