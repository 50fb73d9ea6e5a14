import { recordingsPrefix } from '../contracts/recordings.ts';
import type { LectureKey } from '../lectures/lecture.ts';

/** The object of a lecture: `recordings/{userId}/{lectureId}`. */
export function recordingObjectKey({ userId, lectureId }: LectureKey): string {
  return `${recordingsPrefix}${userId}/${lectureId}`;
}

const shape = new RegExp(`^${recordingsPrefix}([1-9]\\d{0,15})/([1-9]\\d{0,15})$`);

/** Reads a key that this server made; undefined for any other. */
export function readRecordingObjectKey(objectKey: string): LectureKey | undefined {
  const [, userId, lectureId] = shape.exec(objectKey) ?? [];
  if (!userId || !lectureId) return undefined;
  const key = { userId: Number(userId), lectureId: Number(lectureId) };
  return Number.isSafeInteger(key.userId) && Number.isSafeInteger(key.lectureId) ? key : undefined;
}
