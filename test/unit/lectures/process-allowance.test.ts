import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { submitText } from '../../../shared/lectures/submit-text.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { heardOf, saidText, wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';

type Journey = ReturnType<typeof lectureJourney>;

async function submitted(journey: Journey, name: string, userId = 7_001) {
  const key = journey.presign(userId);
  const recording = journey.recordings.upload(key, wavOf(name));
  await journey.submit(key);
  journey.queue.sent.length = 0;
  return { ...key, recording };
}

const dollars = (journey: Journey) =>
  journey.allowances.spentMicroDollars(seoulDay(journey.clock.now()));

const used = (journey: Journey) => journey.allowances.used(7_001, seoulDay(journey.clock.now()));

describe('the daily allowance', () => {
  it('ends lectures beyond a user’s own as QUOTA_EXCEEDED, before any call, until midnight in Seoul', async () => {
    const journey = lectureJourney({ perUser: 1, global: 100 });
    const [first, second] = [await submitted(journey, 'a'), await submitted(journey, 'b')];

    await expect(journey.process(first)).resolves.toEqual({ done: 'SUCCESS' });
    await expect(journey.process(second)).resolves.toEqual({ done: 'QUOTA_EXCEEDED' });

    expect(journey.row(second)).toMatchObject({
      status: 'FAILURE',
      failureReason: 'QUOTA_EXCEEDED',
      nextAllowanceAt: Date.UTC(2026, 10, 22, 15),
    });
    expect(journey.speech.calls).toHaveLength(1);
  });

  it('ends lectures beyond everybody’s, whoever used it up', async () => {
    const journey = lectureJourney({ perUser: 5, global: 1 });
    const [first, second] = [await submitted(journey, 'a'), await submitted(journey, 'b', 7_002)];

    await journey.process(first);
    await expect(journey.process(second)).resolves.toEqual({ done: 'QUOTA_EXCEEDED' });
  });

  it('is charged once for a lecture, however often it is tried', async () => {
    const journey = lectureJourney({ perUser: 1, global: 1 });
    const message = await submitted(journey, 'a');
    journey.speech.will(new ProviderError('speech', 'unavailable', '503'), heardOf());

    await journey.process(message);
    journey.clock.advanceSeconds(10);
    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(used(journey)).toBe(1);
  });

  it('is not charged for presigns, submissions or refused uploads', async () => {
    const journey = lectureJourney({ perUser: 1, global: 1 });
    await expect(refusedUpload(journey)).resolves.toEqual({ done: 'RECORDING_NOT_AUDIO' });
    const empty = journey.presign();
    journey.recordings.uploadOfSize(empty, 0);
    await journey.submit(empty);
    await expect(journey.process(empty)).resolves.toEqual({ done: 'RECORDING_EMPTY' });

    expect([used(journey), dollars(journey)]).toEqual([0, 0]);
    await expect(journey.process(await submitted(journey, 'a'))).resolves.toEqual({
      done: 'SUCCESS',
    });
  });
});

async function refusedUpload(journey: Journey) {
  const key = journey.presign();
  journey.recordings.upload(key, Buffer.from(`no audio, of lecture ${key.lectureId}`));
  await journey.submit(key);
  return journey.process(key);
}

describe('refused uploads', () => {
  it('have a daily cap of their own, until midnight in Seoul', async () => {
    const journey = lectureJourney({ refusedPerUser: 2 });
    const outcomes = [];
    for (let upload = 0; upload < 3; upload++) outcomes.push(await refusedUpload(journey));
    journey.clock.advanceSeconds(12 * 3_600);
    outcomes.push(await refusedUpload(journey));

    const [refused, over] = ['RECORDING_NOT_AUDIO', 'QUOTA_EXCEEDED'].map((done) => ({ done }));
    expect(outcomes).toEqual([refused, refused, over, refused]);
  });

  it('over the cap are told when the next may be sent', async () => {
    const journey = lectureJourney({ refusedPerUser: 0 });
    const key = journey.presign();
    journey.recordings.upload(key, Buffer.from('no audio'));
    await journey.submit(key);
    await journey.process(key);
    expect(journey.row(key)).toMatchObject({
      failureReason: 'QUOTA_EXCEEDED',
      nextAllowanceAt: Date.UTC(2026, 10, 22, 15),
    });
  });

  it('are deleted over the cap too, and a good recording after them is graded', async () => {
    const journey = lectureJourney({ refusedPerUser: 1 });
    await refusedUpload(journey);
    const key = journey.presign();
    const junk = journey.recordings.upload(key, Buffer.from('<html>'.repeat(100)));
    await journey.submit(key);
    await expect(journey.process({ ...key, recording: junk })).resolves.toEqual({
      done: 'QUOTA_EXCEEDED',
    });
    expect(journey.recordings.has(key)).toBe(false);

    const good = journey.presign();
    const recording = journey.recordings.upload(good, wavOf('a'));
    await journey.submit(good);
    await expect(journey.process({ ...good, recording })).resolves.toEqual({ done: 'SUCCESS' });
  });
});

describe('the ranking', () => {
  it('counts a graded recording before the message is acknowledged, and again on a repeat', async () => {
    const journey = lectureJourney();
    const message = await submitted(journey, 'a');

    await journey.process(message);
    await journey.process(message);

    expect(journey.ranked).toEqual([7_001, 7_001]);
  });

  it('that fails brings the message back, and leaves the SUCCESS as it is', async () => {
    const journey = lectureJourney();
    const message = await submitted(journey, 'a');
    const rank = () => Promise.reject(new Error('standing was changed too often'));

    const outcome = await journey.process(message, undefined, { ...journey.processPorts, rank });

    expect(outcome).toMatchObject({ again: 'unexpected error' });
    expect(journey.row(message)).toMatchObject({ status: 'SUCCESS', score: 100 });
    await expect(journey.process(message)).resolves.toEqual({ done: 'already SUCCESS' });
    expect(journey.ranked).toEqual([7_001]);
    expect(journey.chat.calls).toHaveLength(1);
  });

  it('does not count silence', async () => {
    const journey = lectureJourney();
    const message = await submitted(journey, 'a');
    journey.speech.will(heardOf({ text: '' }));

    await journey.process(message);
    await journey.process(message);
    expect(journey.ranked).toEqual([]);
  });
});

describe('a typed lecture', () => {
  const typed = (journey: Journey, parts: { idempotencyKey?: string; text?: string } = {}) =>
    submitText(
      {
        ...journey.submitPorts,
        details: journey.details,
        fingerprint: (facts) => JSON.stringify(facts),
        random: Math.random,
      },
      { userId: 7_001, topicId: 1001, text: saidText, correlationId: 'r', ...parts },
    );

  it('is assessed without the speech step, and stays outside the ranking', async () => {
    const journey = lectureJourney();
    const lecture = await typed(journey);

    await expect(journey.drainQueue()).resolves.toEqual([{ done: 'SUCCESS' }]);
    expect(journey.row(lecture)).toMatchObject({ kind: 'text', status: 'SUCCESS', score: 100 });
    expect(journey.speech.calls).toEqual([]);
    expect(journey.ranked).toEqual([]);
    expect(used(journey)).toBe(1);
  });

  it('is the same lecture for the same text on one day, or the same idempotency key', async () => {
    const journey = lectureJourney();
    const first = await typed(journey);
    expect((await typed(journey)).lectureId).toBe(first.lectureId);

    const keyed = await typed(journey, { idempotencyKey: 'k1' });
    const repeated = await typed(journey, { idempotencyKey: 'k1', text: '다른 글' });
    expect(keyed.lectureId).not.toBe(first.lectureId);
    expect(repeated.lectureId).toBe(keyed.lectureId);
    await expect(journey.details.findTranscript(keyed)).resolves.toMatchObject({ text: saidText });
  });

  it('is sent again by the sweep when its message was lost, and never counts as missing', async () => {
    const journey = lectureJourney();
    journey.queue.failNext(1);
    await expect(typed(journey)).rejects.toThrow();
    journey.clock.advanceSeconds(60);

    await expect(journey.sweep()).resolves.toMatchObject({ 'sent again': 1, 'upload missing': 0 });
    await expect(journey.drainQueue()).resolves.toEqual([{ done: 'SUCCESS' }]);
  });
});
