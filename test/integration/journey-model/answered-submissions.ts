import { idMilliseconds } from '../../../shared/identifiers/json-safe-id.ts';
import { type LectureRow, purposeOf } from './stored-rows.ts';

const guardMilliseconds = 3_600_000;

/** Graded by then, and the guard was held for an hour from some time after its submission. */
export function isSameRecording(other: LectureRow, row: LectureRow, now: number): boolean {
  const { lectureId, topic, etag } = row;
  const isSame =
    other.lectureId !== lectureId &&
    other.topic.topicId === topic.topicId &&
    purposeOf(other) === purposeOf(row) &&
    etag !== undefined &&
    other.etag === etag;
  const isGraded = other.status === 'SUCCESS' || other.status === 'STT_EMPTY';
  return isSame && isGraded && now < other.createdAt + guardMilliseconds - 1_000;
}

/**
 * Which lectures submissions were answered with: the same submission is one lecture while the guard holds.
 */
export class AnsweredSubmissions {
  readonly #answers = new Map<string, Set<number>>();

  /**
   * @param submission by all that makes two of them the same
   * @returns what is broken
   */
  answered(
    submission: string,
    lectureId: number,
    now: number,
    hasFailed: (lectureId: number) => boolean,
  ): string[] {
    const answers = this.#answers.get(submission) ?? new Set();
    this.#answers.set(submission, answers);
    const others = [...answers].filter((first) => {
      // The guard is held for an hour, from some time after the key was signed.
      const isRecent = now < idMilliseconds(first) + guardMilliseconds - 1_000;
      const isTwice = first !== lectureId && !hasFailed(first) && !hasFailed(lectureId);
      return isTwice && isRecent;
    });
    answers.add(lectureId);
    return others.map((first) => `one recording became lectures ${first} and ${lectureId}`);
  }
}
