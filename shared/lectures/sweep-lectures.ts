import { clocks } from '../contracts/clocks.ts';
import { OwnError } from '../own-error.ts';
import { hasLiveLease, type Lecture, type LectureKey } from './lecture.ts';
import type { Clock, LectureQueue, LectureStore, OpenKey, RecordingStore } from './ports.ts';
import { uploadUntil } from './upload-times.ts';

export interface SweepPorts {
  readonly lectures: LectureStore;
  /** The rows of own topics, which are swept like typed lectures. */
  readonly preparations: Pick<LectureStore, 'find' | 'expire' | 'markResent'>;
  readonly recordings: Pick<RecordingStore, 'inspect'>;
  readonly queue: LectureQueue;
  readonly clock: Clock;
  /** Is called for each lecture that could not be swept. */
  readonly noteNotSwept: (trouble: LectureNotSwept) => void;
}

/** Its cause is what went wrong. */
export class LectureNotSwept extends OwnError {
  override readonly name = 'LectureNotSwept';
  readonly lectureId: number;
  /** Unknown where the row could not even be read. */
  readonly correlationId: string | undefined;

  constructor({ lectureId }: LectureKey, lecture: Lecture | undefined, cause: unknown) {
    super(`Lecture ${lectureId} was not swept`, { cause });
    this.lectureId = lectureId;
    this.correlationId = lecture?.correlationId;
  }
}

export class LecturesNotSwept extends OwnError {
  override readonly name = 'LecturesNotSwept';
  readonly errors: readonly LectureNotSwept[];
  /** The first of these lectures, by which the error can be found. */
  readonly lectureId: number | undefined;

  constructor(errors: readonly LectureNotSwept[]) {
    super(`${errors.length} were not swept`);
    this.errors = errors;
    this.lectureId = errors[0]?.lectureId;
  }
}

export type SweepResult =
  | 'left alone'
  | 'expired'
  | 'upload missing'
  | 'upload given up'
  | 'sent again';

/** A lecture that was sent again is left to the queue for this long. */
const resendSeconds = 120;
const atOnce = 16;

/**
 * Ends lectures that are past their deadline, fails those that were never uploaded, and sends again those
 * that are submitted and uploaded but have no live claim. This mends every lost event and every crash
 * between two steps. A lecture that cannot be swept does not stop the sweep of the others.
 *
 * @throws LecturesNotSwept with what went wrong, after all others were swept
 */
export async function sweepLectures(
  ports: SweepPorts,
  remainingMilliseconds: () => number,
): Promise<Record<SweepResult, number>> {
  const results = {
    'left alone': 0,
    expired: 0,
    'upload missing': 0,
    'upload given up': 0,
    'sent again': 0,
  };
  const before = ports.clock() - clocks.uploadGraceSeconds * 1000;
  let batch: OpenKey[] = [];
  const errors: LectureNotSwept[] = [];
  const flush = async () => {
    for (const swept of await Promise.all(batch.map((key) => trySweep(ports, key)))) {
      if (swept instanceof LectureNotSwept) errors.push(swept);
      else results[swept] += 1;
    }
    batch = [];
  };
  for await (const key of ports.lectures.listOpen(before)) {
    batch.push(key);
    if (batch.length >= atOnce) await flush();
    // The next run, in a minute, sweeps what is left. That is better than being cut off half-way.
    if (remainingMilliseconds() < 10_000) break;
  }
  await flush();
  if (errors.length > 0) throw new LecturesNotSwept(errors);
  return results;
}

async function trySweep(given: SweepPorts, key: OpenKey): Promise<SweepResult | LectureNotSwept> {
  const { lectures, preparations } = given;
  const ports =
    key.of === 'topic' ? { ...given, lectures: { ...lectures, ...preparations } } : given;
  let lecture: Lecture | undefined;
  try {
    lecture = await ports.lectures.find(key, 'consistent');
    return await sweepOne(ports, key, lecture);
  } catch (error) {
    const trouble = new LectureNotSwept(key, lecture, error);
    ports.noteNotSwept(trouble);
    return trouble;
  }
}

async function sweepOne(
  ports: SweepPorts,
  key: OpenKey,
  lecture: Lecture | undefined,
): Promise<SweepResult> {
  const now = ports.clock();
  if (lecture?.awaitsUpload) return sweepLateUpload(ports, lecture, now);
  if (lecture?.status !== 'IN_PROGRESS') return 'left alone';
  if (now >= lecture.deadlineAt) {
    return (await ports.lectures.expire(lecture, now)) ? 'expired' : 'left alone';
  }
  if (hasLiveLease(lecture, now) || wasResentLately(lecture, now)) return 'left alone';

  const isText = lecture.kind === 'text';
  const recording = isText ? undefined : await ports.recordings.inspect(lecture);
  if (!isText && !recording && lecture.attempt === 0) {
    const ending = { status: 'FAILURE', reason: 'UPLOAD_MISSING' } as const;
    return (await ports.lectures.finish(lecture, ending, now)) ? 'upload missing' : 'left alone';
  }
  await ports.queue.send({ ...key, recording, isSubmitted: true });
  await ports.lectures.markResent(lecture, now);
  return 'sent again';
}

/** The lecture ended without its upload, which is looked for until it can no longer come. */
async function sweepLateUpload(
  ports: SweepPorts,
  lecture: Lecture,
  now: number,
): Promise<SweepResult> {
  if (wasResentLately(lecture, now)) return 'left alone';
  const recording = await ports.recordings.inspect(lecture);
  if (recording) {
    const { userId, lectureId } = lecture;
    await ports.queue.send({ userId, lectureId, recording, isSubmitted: true });
    await ports.lectures.markResent(lecture, now);
    return 'sent again';
  }
  if (now < uploadUntil(lecture)) return 'left alone';
  return (await ports.lectures.closeUpload(lecture)) ? 'upload given up' : 'left alone';
}

function wasResentLately(lecture: Lecture, now: number): boolean {
  return lecture.resentAt !== undefined && now - lecture.resentAt < resendSeconds * 1000;
}
