import type { Outcome } from './delivery.ts';
import { hasEndedWithoutUpload } from './lecture.ts';
import type {
  Clock,
  LectureMessage,
  LectureStore,
  RecordingStore,
  UnclaimedUploads,
} from './ports.ts';
import { unclaimedFrom } from './upload-times.ts';

export interface LookLaterPorts {
  readonly unclaimed: UnclaimedUploads;
  readonly clock: Clock;
}

export interface DeleteUnclaimedPorts extends LookLaterPorts {
  readonly lectures: Pick<LectureStore, 'find'>;
  readonly recordings: Pick<RecordingStore, 'delete'>;
}

const longestDelaySeconds = 900;

/** Sends an upload to be checked again, when nobody can submit it any more, or part of the way there. */
export async function lookAtUploadLater(
  { unclaimed, clock }: LookLaterPorts,
  { userId, lectureId, uploadProof, recording }: LectureMessage,
): Promise<void> {
  const message = { userId, lectureId, uploadProof, recording };
  const seconds = Math.ceil((unclaimedFrom(message) - clock()) / 1000);
  await unclaimed.lookAt(message, Math.min(Math.max(seconds, 0), longestDelaySeconds));
}

/**
 * Deletes an upload that no lecture uses, once none can use it any more. A submission of such an old key
 * makes no lecture, so bytes that may still get a row are never deleted.
 */
export async function deleteUnclaimed(
  ports: DeleteUnclaimedPorts,
  message: LectureMessage,
): Promise<Outcome> {
  const isSettled = ports.clock() >= unclaimedFrom(message);
  const lecture = await ports.lectures.find(message, isSettled ? 'consistent' : 'eventual');
  if (lecture && !hasEndedWithoutUpload(lecture)) return { done: 'claimed' };
  if (!isSettled) {
    await lookAtUploadLater(ports, message);
    return { done: 'not submitted yet' };
  }
  await ports.recordings.delete(message);
  return { done: 'deleted' };
}
