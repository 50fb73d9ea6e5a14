import {
  lateUploadSeconds,
  submissionMarginSeconds,
  submissionSeconds,
  uploadUrlSeconds,
} from '../contracts/recordings.ts';
import { idMilliseconds } from '../identifiers/json-safe-id.ts';
import type { EpochMilliseconds, LectureKey } from './lecture.ts';

/** The upload's key was made with its URL, which can no longer be used at this time. */
export function uploadUntil({ lectureId }: LectureKey): EpochMilliseconds {
  return idMilliseconds(lectureId) + (uploadUrlSeconds + lateUploadSeconds) * 1000;
}

/** From this time on no submission makes a lecture of what was put to this key. */
export function submittableUntil({ lectureId }: LectureKey): EpochMilliseconds {
  return idMilliseconds(lectureId) + submissionSeconds * 1000;
}

/** An upload that no lecture has claimed by this time is never claimed. */
export function unclaimedFrom(key: LectureKey): EpochMilliseconds {
  return submittableUntil(key) + submissionMarginSeconds * 1000;
}
