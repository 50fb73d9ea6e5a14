import { recordingsPrefix } from '../contracts/recordings.ts';
import type { UploadKey } from '../lectures/lecture.ts';

/**
 * The object of a lecture: `recordings/{userId}/{lectureId}.{proof}`. The proof shows that this server has
 * issued the key. Keys from before there were proofs end with the lecture.
 */
export function recordingObjectKey({ userId, lectureId, uploadProof }: UploadKey): string {
  const proof = uploadProof === undefined ? '' : `.${uploadProof}`;
  return `${recordingsPrefix}${userId}/${lectureId}${proof}`;
}

const shape = new RegExp(
  `^${recordingsPrefix}([1-9]\\d{0,15})/([1-9]\\d{0,15})(?:\\.([\\w-]{22}))?$`,
);

/**
 * Reads a key of the shape that this server makes, with or without a valid proof; undefined for any other
 * key.
 */
export function readRecordingObjectKey(objectKey: string): UploadKey | undefined {
  const [, userId, lectureId, uploadProof] = shape.exec(objectKey) ?? [];
  if (!userId || !lectureId) return undefined;
  const key = {
    userId: Number(userId),
    lectureId: Number(lectureId),
    ...(uploadProof !== undefined && { uploadProof }),
  };
  return Number.isSafeInteger(key.userId) && Number.isSafeInteger(key.lectureId) ? key : undefined;
}
