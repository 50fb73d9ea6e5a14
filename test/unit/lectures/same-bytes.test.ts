import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import {
  type FailureReason,
  finalFailureReasons,
  provisionalFailureReasons,
} from '../../../shared/contracts/lecture.ts';
import type { LectureKey } from '../../../shared/lectures/lecture.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { answerOf, heardOf, storedFeedbackOf, wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';

const talk = wavOf('해시 테이블 이야기');

type Journey = ReturnType<typeof lectureJourney>;

/** Submitted before its upload came, so that no bytes were known at the time. */
async function submittedEarly(journey: Journey, bytes: Uint8Array = talk): Promise<LectureKey> {
  const key = journey.presign();
  await journey.submit(key);
  journey.recordings.upload(key, bytes);
  return key;
}

describe('bytes posted again under a new URL', () => {
  const afterEnding = async (reason: FailureReason, nextAllowanceAt?: number) => {
    const journey = lectureJourney();
    const [first, again] = [journey.presign(), journey.presign()];
    for (const key of [first, again]) journey.recordings.upload(key, talk);
    const lecture = await journey.submit(first);
    const ending = { status: 'FAILURE', reason, nextAllowanceAt } as const;
    await journey.lectures.finish(lecture, ending, journey.clock.now());
    const answered = await journey.submit(again);
    return answered.lectureId === first.lectureId ? 'the first lecture' : 'a new lecture';
  };
  const stays = finalFailureReasons.filter(
    (reason) => reason !== 'QUOTA_EXCEEDED' && reason !== 'CONSENT_WITHDRAWN',
  );

  it.each(stays)('are the first lecture if that ended for good: %s', async (reason) => {
    await expect(afterEnding(reason)).resolves.toBe('the first lecture');
  });

  it.each([...provisionalFailureReasons, 'UPLOAD_MISSING', 'CONSENT_WITHDRAWN'] as const)(
    'are a new lecture if the first one failed for a passing reason: %s',
    async (reason) => {
      await expect(afterEnding(reason)).resolves.toBe('a new lecture');
    },
  );

  it('are a new lecture only once the allowance is open again', async () => {
    const { clock } = lectureJourney();
    await expect(afterEnding('QUOTA_EXCEEDED', clock.now() + 1_000)).resolves.toBe(
      'the first lecture',
    );
    await expect(afterEnding('QUOTA_EXCEEDED', clock.now())).resolves.toBe('a new lecture');
  });

  it('are a new lecture once a reward after its end has opened the allowance again', async () => {
    const journey = lectureJourney();
    const [first, again] = [journey.presign(), journey.presign()];
    for (const key of [first, again]) journey.recordings.upload(key, talk);
    const lecture = await journey.submit(first);
    const { clock, allowances } = journey;
    const nextAllowanceAt = clock.now() + 3_600_000;
    const ending = { status: 'FAILURE', reason: 'QUOTA_EXCEEDED', nextAllowanceAt } as const;
    const earn = () => allowances.earn(first.userId, seoulDay(clock.now()), clock.now());
    earn();
    clock.advanceSeconds(1);
    await journey.lectures.finish(lecture, ending, clock.now());
    expect((await journey.submit(again)).lectureId).toBe(first.lectureId);
    clock.advanceSeconds(60);
    earn();
    expect((await journey.submit(again)).lectureId).toBe(again.lectureId);
  });

  it('are a new lecture if the first one turned out to have other bytes', async () => {
    const journey = lectureJourney();
    const [first, again] = [journey.presign(), journey.presign()];
    for (const key of [first, again]) journey.recordings.upload(key, talk);
    await journey.submit(first);
    journey.recordings.upload(first, wavOf('another talk'));
    await journey.drainQueue();

    await expect(journey.submit(again)).resolves.toMatchObject(again);
  });
});

describe('a claim on bytes that are another lecture', () => {
  it('ends with its score and feedback, and pays and charges nothing', async () => {
    const journey = lectureJourney({ perUser: 1, global: 1 });
    const [first, second] = [await submittedEarly(journey), await submittedEarly(journey)];
    journey.chat.will(answerOf(['covered', 'missing', 'missing']));

    await expect(journey.process(first)).resolves.toEqual({ done: 'SUCCESS' });
    await expect(journey.process(second)).resolves.toEqual({ done: 'SUCCESS' });

    const { score } = journey.row(first);
    expect(journey.row(second)).toMatchObject({ status: 'SUCCESS', score });
    expect(journey.row(second).isCharged).toBeUndefined();
    await expect(journey.details.findFeedback(second)).resolves.toMatchObject({ score });
    await expect(journey.details.findTranscript(second)).resolves.toEqual(
      await journey.details.findTranscript(first),
    );
    expect([journey.speech.calls.length, journey.chat.calls.length]).toEqual([1, 1]);
  });

  it.each([
    ['silence', talk, { status: 'STT_EMPTY' }],
    ['a refusal', Buffer.from('no audio'), { failureReason: 'RECORDING_NOT_AUDIO' }],
  ])('ends as %s if the other ended so', async (_, bytes, ended) => {
    const journey = lectureJourney();
    journey.speech.will(heardOf({ text: '' }));
    const keys = [await submittedEarly(journey, bytes), await submittedEarly(journey, bytes)];
    for (const key of keys) await journey.process(key);

    for (const key of keys) expect(journey.row(key)).toMatchObject(ended);
    expect(journey.speech.calls.length).toBeLessThan(2);
  });

  it('waits while the other is at work, and leaves it to the sweep at last', async () => {
    const journey = lectureJourney();
    const [first, second] = [await submittedEarly(journey), await submittedEarly(journey)];
    journey.speech.will('never answers', heardOf());
    void journey.process(first);
    await journey.speech.hangs;

    const other = { messageId: 'other' };
    await expect(journey.process(second, deliveryOf(other))).resolves.toMatchObject({
      again: 'the same bytes are another lecture at work',
      inSeconds: 6,
    });
    journey.clock.advanceSeconds(6);
    const last = deliveryOf({ ...other, receiveCount: 8, isLastReceive: true });
    await expect(journey.process(second, last)).resolves.toHaveProperty('done');
    expect(journey.row(second)).toMatchObject({ status: 'IN_PROGRESS' });

    journey.clock.advanceSeconds(300);
    await expect(journey.sweep()).resolves.toMatchObject({ 'sent again': 2 });
    await journey.drainQueue();
    expect([journey.row(first).status, journey.row(second).status]).toEqual(['SUCCESS', 'SUCCESS']);
    expect(journey.chat.calls).toHaveLength(1);
  });

  it('is processed itself if the other failed for a passing reason', async () => {
    const journey = lectureJourney();
    const [first, second] = [await submittedEarly(journey), await submittedEarly(journey)];
    journey.speech.will(new ProviderError('speech', 'quota', '402'), heardOf());

    await journey.process(first);
    await expect(journey.process(second)).resolves.toEqual({ done: 'SUCCESS' });

    // After its redrive the first one is the second one by now.
    await expect(journey.process({ ...first, redrive: true })).resolves.toEqual({
      done: 'SUCCESS',
    });
    expect(journey.speech.calls).toHaveLength(2);
    expect(journey.row(first).score).toBe(journey.row(second).score);
  });

  it('uses feedback that an earlier attempt had stored, and its score', async () => {
    const journey = lectureJourney();
    const [first, second] = [await submittedEarly(journey), await submittedEarly(journey)];
    await journey.process(second);
    await journey.details.keepFeedback(first, storedFeedbackOf({ score: 7 }));

    await expect(journey.process(first)).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.row(second).score).not.toBe(7);
    expect(journey.row(first).score).toBe(7);
  });

  it('is waited for by a redrive each time that it comes back', async () => {
    const journey = lectureJourney();
    const [first, second] = [journey.presign(), journey.presign()];
    for (const key of [first, second]) journey.recordings.upload(key, talk);
    journey.speech.will(new ProviderError('speech', 'quota', '402'), 'never answers');
    await journey.submit(first);
    await journey.process(first);
    await journey.submit(second);
    void journey.process(second);
    await journey.speech.hangs;

    const redrive = { ...first, redrive: true };
    for (const receiveCount of [1, 2]) {
      await expect(
        journey.process(redrive, deliveryOf({ messageId: 'redrive', receiveCount })),
      ).resolves.toMatchObject({ again: 'the same bytes are another lecture at work' });
      journey.clock.advanceSeconds(13);
    }
    expect(journey.speech.calls).toHaveLength(2);
  });

  it('is processed itself on another topic and after the guard’s hour', async () => {
    const journey = lectureJourney();
    const first = await submittedEarly(journey);
    await journey.process(first);
    const otherTopic = journey.presign();
    await journey.submit(otherTopic, 1002);
    journey.recordings.upload(otherTopic, talk);
    await journey.process(otherTopic);
    journey.clock.advanceSeconds(3_600);
    await journey.process(await submittedEarly(journey));

    expect(journey.speech.calls).toHaveLength(3);
  });
});
