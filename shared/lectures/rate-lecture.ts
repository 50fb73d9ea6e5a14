import { DomainError } from '../domain-error.ts';
import { asSeenAt, type LectureKey } from './lecture.ts';
import type { Clock, LectureStore } from './ports.ts';

export interface RateLecturePorts {
  readonly lectures: Pick<LectureStore, 'find' | 'rate' | 'expire'>;
  readonly clock: Clock;
}

/**
 * Notes how helpful the feedback was, 1 to 5; a second rating replaces the first.
 *
 * @throws DomainError LECTURE_NOT_FOUND, LECTURE_NOT_FINISHED
 */
export async function rateLecture(
  ports: RateLecturePorts,
  key: LectureKey,
  rating: number,
): Promise<void> {
  if (await ports.lectures.rate(key, rating)) return;
  const lecture = await ports.lectures.find(key, 'consistent');
  if (!lecture) throw new DomainError('LECTURE_NOT_FOUND', `There is no lecture ${key.lectureId}.`);
  const now = ports.clock();
  if (asSeenAt(lecture, now).status === 'IN_PROGRESS') {
    throw new DomainError('LECTURE_NOT_FINISHED', 'A lecture can be rated once it has ended.');
  }
  // Readers already see that its deadline has ended it, so this writes the end and then the rating.
  await ports.lectures.expire(lecture, now);
  await ports.lectures.rate(key, rating);
}
