import { describe, expect, it } from 'vitest';
import { lectureOf, wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';

const talk = wavOf('해시 테이블 이야기');

describe('the sweep', () => {
  it('leaves a lecture of the last minute alone', async () => {
    const journey = lectureJourney();
    await journey.submit(journey.presign());
    journey.clock.advanceSeconds(59);

    await expect(journey.sweep()).resolves.toEqual({
      'left alone': 0,
      expired: 0,
      'upload missing': 0,
      'upload given up': 0,
      'sent again': 0,
    });
  });

  it('fails what was not uploaded a minute after its submission', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    await journey.submit(key);
    journey.clock.advanceSeconds(60);

    await expect(journey.sweep()).resolves.toMatchObject({ 'upload missing': 1 });
    expect(journey.row(key)).toMatchObject({
      status: 'FAILURE',
      stage: 'DONE',
      failureReason: 'UPLOAD_MISSING',
    });
  });

  it('sends what a lost event left behind, once in two minutes, until it is graded', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    await journey.submit(key);
    const recording = journey.recordings.upload(key, talk);
    journey.clock.advanceSeconds(60);

    await expect(journey.sweep()).resolves.toMatchObject({ 'sent again': 1 });
    expect(journey.queue.sent).toEqual([{ ...key, recording, isSubmitted: true }]);
    journey.clock.advanceSeconds(60);
    await expect(journey.sweep()).resolves.toMatchObject({ 'left alone': 1 });
    journey.clock.advanceSeconds(60);
    await expect(journey.sweep()).resolves.toMatchObject({ 'sent again': 1 });

    await journey.drainQueue();
    expect(journey.row(key).status).toBe('SUCCESS');
    journey.clock.advanceSeconds(120);
    await expect(journey.sweep()).resolves.toMatchObject({ 'left alone': 0, 'sent again': 0 });
  });

  it('leaves a lecture under a live lease alone, and sends it once the lease has ended', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    const recording = journey.recordings.upload(key, talk);
    await journey.submit(key);
    journey.queue.sent.length = 0;
    journey.speech.will('never answers');
    void journey.process({ ...key, recording }, deliveryOf({ remainingSeconds: 240 }));
    await journey.speech.hangs;

    journey.clock.advanceSeconds(244);
    await expect(journey.sweep()).resolves.toMatchObject({ 'left alone': 1 });
    journey.clock.advanceSeconds(1);
    await expect(journey.sweep()).resolves.toMatchObject({ 'sent again': 1 });
    expect(journey.queue.sent).toHaveLength(1);
  });

  it('sends a claimed lecture again although its object has gone: its transcript may be there', async () => {
    const journey = lectureJourney();
    journey.lectures.put(lectureOf({ attempt: 1, etag: 'gone' }));
    journey.clock.advanceSeconds(60);

    await expect(journey.sweep()).resolves.toMatchObject({ 'sent again': 1 });
  });

  it('ends whatever is past its deadline, whoever holds it', async () => {
    const journey = lectureJourney();
    const lease = { messageId: 'm', until: journey.clock.now() + 10 * 3_600_000 };
    const lecture = lectureOf({ attempt: 1, lease });
    journey.lectures.put(lecture);
    journey.clock.advanceSeconds(15 * 60);

    await expect(journey.sweep()).resolves.toMatchObject({ expired: 1 });
    expect(journey.row(lecture).failureReason).toBe('DEADLINE_EXCEEDED');
  });

  it('goes through every shard and far more lectures than it takes at once', async () => {
    const journey = lectureJourney();
    for (let lectureId = 1; lectureId <= 100; lectureId++) {
      journey.lectures.put(lectureOf({ lectureId }));
    }
    journey.clock.advanceSeconds(15 * 60);

    await expect(journey.sweep()).resolves.toMatchObject({ expired: 100 });
  });

  it('stops with little time left, having done what it had begun', async () => {
    const journey = lectureJourney();
    for (let lectureId = 1; lectureId <= 100; lectureId++) {
      journey.lectures.put(lectureOf({ lectureId }));
    }
    journey.clock.advanceSeconds(15 * 60);
    let seen = 0;
    const remaining = () => {
      seen += 1;
      return seen < 40 ? 60_000 : 9_999;
    };

    await expect(journey.sweep(remaining)).resolves.toMatchObject({ expired: 40 });
    await expect(journey.sweep()).resolves.toMatchObject({ expired: 60 });
  });

  it('sweeps all others before it tells of one that could not be swept', async () => {
    const journey = lectureJourney();
    const keys = Array.from({ length: 30 }, () => journey.presign());
    for (const key of keys) await journey.submit(key);
    for (const key of keys) journey.recordings.upload(key, talk);
    journey.clock.advanceSeconds(60);
    journey.queue.failNext(1);

    await expect(journey.sweep()).rejects.toThrow('1 were not swept');
    expect(journey.queue.sent).toHaveLength(29);
  });

  it('names each lecture that could not be swept, its request and the error, when it happens', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    await journey.submit(key);
    journey.recordings.upload(key, talk);
    journey.clock.advanceSeconds(60);
    journey.queue.failNext(1);

    await expect(journey.sweep()).rejects.toMatchObject({
      name: 'LecturesNotSwept',
      errors: [{ message: `Lecture ${key.lectureId} was not swept` }],
    });
    expect(journey.notSwept).toMatchObject([
      {
        lectureId: key.lectureId,
        correlationId: 'request-1',
        cause: { message: 'the queue did not take the message' },
      },
    ]);
  });

  it('names also one whose row cannot be read', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    await journey.submit(key);
    journey.clock.advanceSeconds(60);
    journey.lectures.find = () => Promise.reject(new Error('the row is broken'));

    await expect(journey.sweep()).rejects.toThrow('1 were not swept');
    expect(journey.notSwept).toMatchObject([
      { lectureId: key.lectureId, correlationId: undefined },
    ]);
  });
});
