import { describe, expect, it } from 'vitest';
import { answerPupil } from '../../../shared/lectures/answer-pupil.ts';
import { type Dispute, disputeLabel } from '../../../shared/lectures/dispute-label.ts';
import type { LectureKey } from '../../../shared/lectures/lecture.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import {
  answeredWithoutUpload,
  type Journey,
  refusal,
  shown,
  taught,
} from '../../support/taught-lecture.ts';

const dispute = (journey: Journey, key: LectureKey, parts: Partial<Dispute> = {}) =>
  disputeLabel(journey.laterPorts, key, {
    userId: key.userId,
    keyPoint: 3,
    correlationId: 'request-2',
    ...parts,
  });

/** A dispute that failed for a passing reason. */
async function failed(journey: Journey, key: LectureKey) {
  journey.chat.willJudge(new ProviderError('assessment', 'quota', 'no money left'));
  const row = await dispute(journey, key);
  await journey.drainQueue();
  expect(journey.row(row)).toMatchObject({ failureReason: 'PROVIDER_QUOTA' });
  journey.chat.willJudge({ label: 'covered', reason: '까닭' });
  return row;
}

const redrive = (journey: Journey, { userId, lectureId }: LectureKey) =>
  journey.process({ userId, lectureId, redrive: true });

describe('a later judgement that had failed and is redriven', () => {
  it('is resumed if its place is still its own', async () => {
    const { journey, key } = await taught();
    const row = await failed(journey, key);
    await redrive(journey, row);
    expect((await shown(journey, key)).disagreements).toMatchObject([
      { id: row.lectureId, status: 'SUCCESS', isKinder: true },
    ]);
  });

  it('stays failed if another was judged in its place', async () => {
    const { journey, key } = await taught();
    const row = await failed(journey, key);
    const other = await dispute(journey, key, { comment: '다시' });
    await journey.drainQueue();
    const judged = journey.chat.judged.length;

    expect(await redrive(journey, row)).toEqual({ done: 'another has its place' });
    expect(journey.row(row)).toMatchObject({ status: 'FAILURE', failureReason: 'PROVIDER_QUOTA' });
    expect(journey.chat.judged).toHaveLength(judged);
    expect((await shown(journey, key)).disagreements).toMatchObject([
      { id: other.lectureId, status: 'SUCCESS' },
    ]);
  });

  it('keeps its place although another request had seen it fail', async () => {
    const { journey, key } = await taught();
    const row = await failed(journey, key);
    // Between that look and the taking of the place, the redriven one is judged.
    const { find } = journey.laterPorts.lectures;
    let isRedriven = false;
    const ports = {
      ...journey.laterPorts,
      lectures: {
        ...journey.laterPorts.lectures,
        find: async (...args: Parameters<typeof find>) => {
          const seen = await find(...args);
          if (seen?.failureReason === 'PROVIDER_QUOTA' && !isRedriven) {
            isRedriven = true;
            await redrive(journey, row);
          }
          return seen;
        },
      },
    };
    const late = disputeLabel(ports, key, {
      userId: key.userId,
      keyPoint: 3,
      comment: '다시',
      correlationId: 'request-3',
    });
    expect(await refusal(late)).toEqual({ code: 'ALREADY_DISPUTED', field: 'keyPoint' });
    expect(isRedriven).toBe(true);
    expect((await shown(journey, key)).disagreements).toMatchObject([
      { id: row.lectureId, status: 'SUCCESS' },
    ]);
  });
});

describe('a later judgement', () => {
  it('has ended by its deadline, to every reader and on the row', async () => {
    const { journey, key } = await taught();
    const row = await dispute(journey, key);
    journey.queue.sent.length = 0;
    journey.clock.advanceSeconds(15 * 60);
    expect((await shown(journey, key)).disagreements).toMatchObject([
      { failureReason: 'DEADLINE_EXCEEDED' },
    ]);
    await journey.sweep();
    expect(journey.row(row)).toMatchObject({ failureReason: 'DEADLINE_EXCEEDED' });
    // Its place is free again.
    expect((await dispute(journey, key, { comment: '또' })).lectureId).not.toBe(row.lectureId);
  });

  it('whose message was lost is sent again by the sweep', async () => {
    const { journey, key } = await taught();
    const row = await dispute(journey, key);
    journey.queue.sent.length = 0;
    journey.clock.advanceSeconds(61);
    await journey.sweep();
    await journey.drainQueue();
    expect(journey.row(row)).toMatchObject({ status: 'SUCCESS' });
  });

  it('lets its upload be deleted if it came too late for its place', async () => {
    const { journey, key, answer, upload } = await answeredWithoutUpload();
    expect(journey.row(upload)).toMatchObject({ failureReason: 'UPLOAD_MISSING' });
    await answerPupil(journey.laterPorts, key, { ...answer, text: '글로 답해요.' });
    await journey.drainQueue();

    const recording = journey.recordings.upload(upload, wavOf('늦은 답'));
    expect(await journey.process({ ...upload, recording })).toEqual({
      done: 'another has its place',
    });
    expect(journey.row(upload)).toMatchObject({ failureReason: 'UPLOAD_MISSING' });
    expect(journey.row(upload).awaitsUpload).toBeUndefined();
    await journey.waitForUnclaimed();
    expect(journey.recordings.has(upload)).toBe(false);
  });
});
