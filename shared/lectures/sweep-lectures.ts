import { clocks } from '../contracts/clocks.ts';
import { hasLiveLease, type Lecture, type LectureKey } from './lecture.ts';
import type { Clock, LectureQueue, LectureStore, RecordingStore } from './ports.ts';

export interface SweepPorts {
  readonly lectures: LectureStore;
  readonly recordings: Pick<RecordingStore, 'inspect'>;
  readonly queue: LectureQueue;
  readonly clock: Clock;
}

export type SweepResult = 'left alone' | 'expired' | 'upload missing' | 'sent again';

/** A lecture sent again is left to the queue for so long. */
const resendSeconds = 120;
const atOnce = 16;

/**
 * Ends what is past its deadline, fails what was never uploaded, and sends again what has both
 * facts and no live claim: the remedy for every lost event and every crash between two steps. One
 * lecture that cannot be swept does not keep the others from it.
 *
 * @throws AggregateError with what went wrong, after all others were swept
 */
export async function sweepLectures(
  ports: SweepPorts,
  remainingMilliseconds: () => number,
): Promise<Record<SweepResult, number>> {
  const results = { 'left alone': 0, expired: 0, 'upload missing': 0, 'sent again': 0 };
  const before = ports.clock() - clocks.uploadGraceSeconds * 1000;
  let batch: LectureKey[] = [];
  const errors: unknown[] = [];
  const flush = async () => {
    for (const swept of await Promise.allSettled(batch.map((key) => sweepOne(ports, key)))) {
      if (swept.status === 'fulfilled') results[swept.value] += 1;
      else errors.push(swept.reason);
    }
    batch = [];
  };
  for await (const key of ports.lectures.listOpen(before)) {
    batch.push(key);
    if (batch.length >= atOnce) await flush();
    // What is left over is swept in a minute; better than to be cut off half-way.
    if (remainingMilliseconds() < 10_000) break;
  }
  await flush();
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} were not swept`);
  return results;
}

async function sweepOne(ports: SweepPorts, key: LectureKey): Promise<SweepResult> {
  const now = ports.clock();
  const lecture = await ports.lectures.find(key, 'consistent');
  if (lecture?.status !== 'IN_PROGRESS') return 'left alone';
  if (now >= lecture.deadlineAt) {
    return (await ports.lectures.expire(lecture, now)) ? 'expired' : 'left alone';
  }
  if (hasLiveLease(lecture, now) || wasResentLately(lecture, now)) return 'left alone';

  const isText = lecture.kind === 'text';
  const recording = isText ? undefined : await ports.recordings.inspect(key);
  if (!isText && !recording && lecture.attempt === 0) {
    const ending = { status: 'FAILURE', reason: 'UPLOAD_MISSING' } as const;
    return (await ports.lectures.finish(lecture, ending, now)) ? 'upload missing' : 'left alone';
  }
  await ports.queue.send({ ...key, recording, isSubmitted: true });
  await ports.lectures.markResent(lecture, now);
  return 'sent again';
}

function wasResentLately(lecture: Lecture, now: number): boolean {
  return lecture.resentAt !== undefined && now - lecture.resentAt < resendSeconds * 1000;
}
