import { describe, expect, it } from 'vitest';
import type { LectureKey } from '../../../shared/lectures/lecture.ts';
import { answerOf, heardOf, lectureOf, saidText } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';
import { submitted, talk } from '../../support/submitted-lecture.ts';

/** A submitted lecture whose recording is there, and the message that the queue holds for it. */
describe('a lecture whose recording has arrived', () => {
  it('is transcribed, assessed and ended with its score', async () => {
    const { journey, key, message } = await submitted();

    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });

    const row = journey.row(key);
    expect(row).toMatchObject({ status: 'SUCCESS', stage: 'DONE', score: 100, attempt: 1 });
    expect(row.lease).toBeUndefined();
    expect(await journey.details.findTranscript(key)).toEqual({
      text: saidText,
      contentType: 'audio/wav',
      language: 'korean',
      // It is the recording's own, whatever the model says.
      durationSeconds: expect.closeTo(60, 0),
      segments: [
        { startSeconds: 0, endSeconds: 9 },
        { startSeconds: 11, endSeconds: 20 },
      ],
      model: 'test-speech',
    });
    expect(await journey.details.findFeedback(key)).toMatchObject({
      score: 100,
      model: 'test-chat',
    });
  });

  it('gives the speech model every byte under the name of its real type', async () => {
    const { journey, message } = await submitted();

    await journey.process(message);

    expect(journey.speech.calls[0]).toMatchObject({
      fileName: 'recording.wav',
      contentType: 'audio/wav',
    });
    expect(journey.speech.calls[0]?.bytes.equals(talk)).toBe(true);
  });

  it('gives the models no more time than the run or the deadline leaves', async () => {
    const { journey, message } = await submitted();
    await journey.process(message, deliveryOf({ remainingSeconds: 200 }));
    expect(journey.speech.calls[0]?.budgetMilliseconds).toBe(195_000);

    const late = await submitted();
    late.journey.clock.advanceSeconds(15 * 60 - 100);
    await late.journey.process(late.message);
    expect(late.journey.speech.calls[0]?.budgetMilliseconds).toBe(100_000);
  });

  it('is hidden from other receivers until a little after its lease has ended', async () => {
    const { journey, key, message } = await submitted();
    journey.speech.will('never answers');
    const delivery = deliveryOf({ remainingSeconds: 230 });

    void journey.process(message, delivery);
    await journey.speech.hangs;

    expect(delivery.hidden).toEqual([245]);
    expect(journey.row(key).lease).toEqual({
      messageId: 'message-1',
      until: journey.clock.now() + 235_000,
    });
  });

  it('is given back when its message could not be hidden', async () => {
    const { journey, key, message } = await submitted();
    const broken = deliveryOf({ hideFor: () => Promise.reject(new Error('SQS is away')) });

    await expect(journey.process(message, broken)).resolves.toMatchObject({
      again: 'unexpected error',
    });
    journey.clock.advanceSeconds(6);
    await expect(journey.process(message)).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.row(key).attempt).toBe(2);
  });

  it('looks the recording up itself when the message does not describe it', async () => {
    const { journey, key } = await submitted();

    await expect(journey.process(key)).resolves.toEqual({ done: 'SUCCESS' });
  });

  it('keeps as much of hours of speech as one item can hold, and never cuts within a character', async () => {
    const { journey, key, message } = await submitted();
    const segment = { startSeconds: 0, endSeconds: 1, text: 'x' };
    const segments = Array.from({ length: 50_000 }, () => segment);
    journey.speech.will(heardOf({ text: `가${'🎓'.repeat(100_000)}`, segments }));

    await journey.process(message);

    const kept = await journey.details.findTranscript(key);
    expect(kept?.text.isWellFormed()).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(200_000);
  });

  it('is checked for its user’s deletion after the result was written', async () => {
    const { journey, message } = await submitted();
    Object.assign(journey.processPorts, { rank: async () => 'user deleted' });

    await journey.process(message);
    expect(journey.checkedForDeletion).toEqual([7_001]);
  });

  it('ends as STT_EMPTY when nothing was said, without an assessment', async () => {
    const { journey, key, message } = await submitted();
    journey.speech.will(heardOf({ text: '시청해주셔서 감사합니다.', segments: undefined }));

    await expect(journey.process(message)).resolves.toEqual({ done: 'STT_EMPTY' });

    expect(journey.row(key)).toMatchObject({ status: 'STT_EMPTY', stage: 'DONE' });
    expect(journey.chat.calls).toEqual([]);
  });

  it('is assessed against the catalog version it was submitted for', async () => {
    const { journey, key, message } = await submitted();
    journey.lectures.put({ ...journey.row(key), catalogVersion: 'gone' });

    await expect(journey.process(message)).resolves.toMatchObject({
      again: 'unexpected error',
      cause: expect.any(Error),
    });
  });
});

describe('a message that has nothing to do yet', () => {
  it('is acknowledged before the submission, and before the upload', async () => {
    const journey = lectureJourney();
    const key = journey.presign();

    await expect(journey.process(key)).resolves.toEqual({ done: 'not submitted yet' });
    await journey.submit(key);
    await expect(journey.process(key)).resolves.toEqual({ done: 'nothing uploaded yet' });
    expect(journey.row(key).attempt).toBe(0);
  });

  it('comes back in a second when less than a minute of the run is left to begin', async () => {
    const { journey, key, message } = await submitted();
    const withLeft = (milliseconds: number) =>
      journey.process(message, deliveryOf({ remainingMilliseconds: () => milliseconds }));
    await expect(withLeft(59_999)).resolves.toEqual({
      ...{ again: 'too little time left in this run', inSeconds: 1 },
    });
    expect(journey.row(key).attempt).toBe(0);
    await expect(withLeft(60_000)).resolves.toEqual({ done: 'SUCCESS' });
  });
});

describe('a duplicate', () => {
  it.each(['SUCCESS', 'STT_EMPTY', 'FAILURE'] as const)(
    'of a lecture that ended in %s is acknowledged and changes nothing',
    async (status) => {
      const { journey, key, message } = await submitted();
      const ended = lectureOf({
        ...journey.row(key),
        status,
        stage: 'DONE',
        ...(status === 'FAILURE' && { failureReason: 'SPEECH_REJECTED' }),
      });
      journey.lectures.put(ended);

      await expect(journey.process(message)).resolves.toEqual({ done: `already ${status}` });
      expect(journey.row(key)).toEqual(ended);
      expect(journey.speech.calls).toEqual([]);
    },
  );

  it('with the claimer’s own id comes back after the lease; any other is acknowledged', async () => {
    const { journey, message } = await submitted();
    journey.speech.will('never answers');
    void journey.process(message, deliveryOf({ messageId: 'first', remainingSeconds: 240 }));
    await journey.speech.hangs;
    journey.clock.advanceSeconds(45);

    await expect(journey.process(message, deliveryOf({ messageId: 'first' }))).resolves.toEqual({
      again: 'leased',
      inSeconds: 201,
    });
    await expect(journey.process(message, deliveryOf({ messageId: 'second' }))).resolves.toEqual({
      done: 'leased by another message',
    });
    expect(journey.speech.calls).toHaveLength(1);
  });

  it('that loses the race for the claim looks again in a second', async () => {
    const { journey, key, message } = await submitted();
    const { find } = journey.lectures;
    const quicker = async (asked: LectureKey, consistency: 'consistent' | 'eventual') => {
      const row = await find(asked, consistency);
      journey.lectures.put({ ...journey.row(key), attempt: 1 });
      return row;
    };
    journey.lectures.find = quicker;

    await expect(journey.process(message)).resolves.toEqual({
      again: 'claimed by another',
      inSeconds: 1,
    });
    expect(journey.speech.calls).toEqual([]);
  });

  it('cannot write over a later claim', async () => {
    const { journey, key, message } = await submitted();
    journey.chat.will('never answers', answerOf(['covered', 'covered', 'missing']));
    const stale = journey.row(key);
    void journey.process(message);
    await journey.chat.hangs;
    journey.clock.advanceSeconds(246);
    await journey.process(message);

    expect(journey.row(key)).toMatchObject({ status: 'SUCCESS', score: 80, attempt: 2 });
    const ending = { status: 'SUCCESS', score: 1 } as const;
    expect(await journey.lectures.finish(stale, ending, journey.clock.now())).toBe(false);
  });
});
