/** Which later judgement has the one place beside a lecture. */
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain-error.ts';
import { answerPupil } from '../../../shared/lectures/answer-pupil.ts';
import { correctTranscript } from '../../../shared/lectures/correct-transcript.ts';
import { keepsPlace, placeOf } from '../../../shared/lectures/later.ts';
import type { LectureKey } from '../../../shared/lectures/lecture.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { answerOf, lectureOf, saidText, wavOf } from '../../support/lecture-factory.ts';
import {
  answeredWithoutUpload,
  type Journey,
  refusal,
  shown,
  taught,
} from '../../support/taught-lecture.ts';

const taken = () => new DomainError('ALREADY_CORRECTED', 'It has been corrected.', 'text');
const takePlace = (journey: Journey, of: LectureKey) =>
  placeOf(journey.laterPorts, of, 'TRANSCRIPT', { taken });

describe('a place', () => {
  it('is kept for half a minute for a submission that has put no row yet, to the millisecond', async () => {
    const { journey, key } = await taught();
    const [first, second] = [journey.presign(), journey.presign()];
    await takePlace(journey, key)(first);
    journey.clock.advanceSeconds(29.999);
    expect(await refusal(takePlace(journey, key)(second))).toMatchObject({ code: 'BUSY' });
    journey.clock.advanceSeconds(0.001);
    await expect(takePlace(journey, key)(second)).resolves.toBeUndefined();
  });

  it('belongs to another even if that one put its row a moment ago', async () => {
    const { journey, key } = await taught();
    const [first, second] = [journey.presign(), journey.presign()];
    await takePlace(journey, key)(first);
    journey.lectures.put(lectureOf(first));
    journey.lectures.lagBehind(first);
    expect(await refusal(takePlace(journey, key)(second))).toMatchObject({
      code: 'ALREADY_CORRECTED',
    });
  });

  it('is not asked for again by a repeat whose row was put a moment ago', async () => {
    const { journey, key } = await taught();
    const [own, other] = [journey.presign(), journey.presign()];
    await takePlace(journey, key)(other);
    journey.lectures.put(lectureOf(own));
    journey.lectures.lagBehind(own);
    await expect(takePlace(journey, key)(own)).resolves.toBeUndefined();
  });

  it('does not exist for anything but a later judgement', async () => {
    const laters = { hold: () => Promise.reject(new Error('was asked')) };
    await expect(keepsPlace({ laters, clock: () => 0 }, lectureOf())).resolves.toBe(true);
  });
});

describe('a correction that had failed', () => {
  const correct = (journey: Journey, key: LectureKey, word: string) =>
    correctTranscript(journey.laterPorts, key, {
      userId: key.userId,
      text: saidText.replace('상수 시간', word),
      correlationId: 'request-2',
    });

  it('stays failed when it is redriven after another was judged in its place', async () => {
    const { journey, key } = await taught();
    journey.chat.will(new ProviderError('assessment', 'quota', 'no money left'));
    const { userId, lectureId } = await correct(journey, key, '일정한 시간');
    await journey.drainQueue();
    journey.chat.will(answerOf());
    const other = await correct(journey, key, '같은 시간');
    await journey.drainQueue();

    expect(await journey.process({ userId, lectureId, redrive: true })).toEqual({
      done: 'another has its place',
    });
    expect(journey.row({ userId, lectureId })).toMatchObject({ failureReason: 'PROVIDER_QUOTA' });
    expect((await shown(journey, key)).correction).toMatchObject({ id: other.lectureId });
  });
});

describe('an answer that ended for lack of its upload', () => {
  it('keeps its place although another request had seen it fail, once its upload is judged', async () => {
    const { journey, key, answer, upload } = await answeredWithoutUpload();
    // Between that look and the taking of the place, the upload comes.
    const { lectures } = journey.laterPorts;
    let isJudged = false;
    const find: typeof lectures.find = async (of, consistency) => {
      const seen = await lectures.find(of, consistency);
      if (seen?.awaitsUpload && !isJudged) {
        isJudged = true;
        const recording = journey.recordings.upload(upload, wavOf('늦은 답'));
        await journey.process({ ...upload, recording });
      }
      return seen;
    };
    const ports = { ...journey.laterPorts, lectures: { ...lectures, find } };
    expect(await refusal(answerPupil(ports, key, { ...answer, text: '글로 답해요.' }))).toEqual({
      ...{ code: 'QUESTION_NOT_OPEN', field: 'round' },
    });
    expect(isJudged).toBe(true);
    expect((await shown(journey, key)).answers).toMatchObject([
      { id: upload.lectureId, status: 'SUCCESS' },
    ]);
  });
});
