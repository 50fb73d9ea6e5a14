import { describe, expect, it } from 'vitest';
import type { OpenKey } from '../../../shared/lectures/ports.ts';
import { sweepLectures } from '../../../shared/lectures/sweep-lectures.ts';
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

  it('fails what was not uploaded within a minute of its submission', async () => {
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

  it('sends lectures again that a lost event left behind, once in two minutes, until they are graded', async () => {
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

  it('sends a claimed lecture again even if its object is gone: its transcript may be there', async () => {
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

  it('stops with little time left, having finished what it had begun', async () => {
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

  it('sweeps all others before it reports one that could not be swept', async () => {
    const journey = lectureJourney();
    const keys = Array.from({ length: 30 }, () => journey.presign());
    for (const key of keys) await journey.submit(key);
    for (const key of keys) journey.recordings.upload(key, talk);
    journey.clock.advanceSeconds(60);
    journey.queue.failNext(1);

    await expect(journey.sweep()).rejects.toThrow('1 were not swept');
    expect(journey.queue.sent).toHaveLength(29);
  });

  it('names each lecture that could not be swept, with its request and the error, when it happens', async () => {
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

  it('also names one whose row cannot be read', async () => {
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

describe('a lecture that the index lists', () => {
  const nothing = {
    ...{ 'left alone': 0, expired: 0, 'upload missing': 0, 'upload given up': 0, 'sent again': 0 },
  };
  const sweptWith = (
    journey: ReturnType<typeof lectureJourney>,
    lectures: Partial<typeof journey.lectures>,
  ) =>
    sweepLectures(
      {
        ...{ queue: journey.queue, clock: journey.clock.now, recordings: journey.recordings },
        preparations: journey.preparations,
        lectures: { ...journey.lectures, ...lectures },
        noteNotSwept: () => undefined,
      },
      () => 60_000,
    );
  async function* listing(key: OpenKey) {
    yield key;
  }

  it('is seen even if it was put a moment ago', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    await journey.submit(key);
    journey.lectures.lagBehind(key);
    journey.clock.advanceSeconds(60);
    await expect(journey.sweep()).resolves.toEqual({ ...nothing, 'upload missing': 1 });
  });

  it('and has ended since is left alone', async () => {
    const journey = lectureJourney();
    const lecture = lectureOf({ kind: 'text', status: 'SUCCESS' });
    journey.lectures.put(lecture);
    await expect(sweptWith(journey, { listOpen: () => listing(lecture) })).resolves.toEqual({
      ...nothing,
      'left alone': 1,
    });
    expect(journey.queue.sent).toEqual([]);
  });

  it.each([
    ['expire', {}, 15 * 60],
    ['finish', {}, 60],
    ['closeUpload', { status: 'FAILURE', awaitsUpload: true }, 15 * 60],
  ] as const)('and ends just then is left alone: %s', async (step, parts, seconds) => {
    const journey = lectureJourney();
    const key = journey.presign();
    journey.lectures.put(lectureOf({ ...key, ...parts }));
    journey.clock.advanceSeconds(seconds);
    await expect(sweptWith(journey, { [step]: async () => false })).resolves.toEqual({
      ...nothing,
      'left alone': 1,
    });
  });

  it('and was typed has no upload that could be missing', async () => {
    const journey = lectureJourney();
    const { userId, lectureId } = lectureOf({ kind: 'text' });
    journey.lectures.put(lectureOf({ kind: 'text' }));
    journey.clock.advanceSeconds(60);
    journey.recordings.inspect = () => Promise.reject(new Error('was asked'));
    await expect(journey.sweep()).resolves.toEqual({ ...nothing, 'sent again': 1 });
    expect(journey.queue.sent).toEqual([{ userId, lectureId, isSubmitted: true }]);
  });

  it('and is the preparation of a topic is swept in its own row', async () => {
    const journey = lectureJourney();
    const preparation = lectureOf({ kind: 'text' });
    const { userId, lectureId } = preparation;
    journey.preparations.put(preparation);
    journey.clock.advanceSeconds(60);
    await expect(journey.sweep()).resolves.toEqual({ ...nothing, 'sent again': 1 });
    expect(journey.queue.sent).toEqual([{ userId, lectureId, of: 'topic', isSubmitted: true }]);
    await expect(journey.sweep()).resolves.toEqual({ ...nothing, 'left alone': 1 });
  });

  it('and whose upload came late is sent as one whose row is there', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    await journey.submit(key);
    journey.clock.advanceSeconds(60);
    await journey.sweep();
    const recording = journey.recordings.upload(key, talk);
    await expect(journey.sweep()).resolves.toEqual({ ...nothing, 'sent again': 1 });
    expect(journey.queue.sent).toEqual([{ ...key, recording, isSubmitted: true }]);
  });
});

describe('the work of a sweep', () => {
  const withLectures = (count: number) => {
    const journey = lectureJourney();
    for (let lectureId = 1; lectureId <= count; lectureId += 1) {
      journey.lectures.put(lectureOf({ lectureId }));
    }
    journey.clock.advanceSeconds(15 * 60);
    return journey;
  };

  it('takes sixteen lectures at once, and no more', async () => {
    const journey = withLectures(40);
    const { find } = journey.lectures;
    let [underWay, most] = [0, 0];
    journey.lectures.find = async (...args) => {
      underWay += 1;
      most = Math.max(most, underWay);
      const found = await find(...args);
      underWay -= 1;
      return found;
    };
    await expect(journey.sweep()).resolves.toMatchObject({ expired: 40 });
    expect(most).toBe(16);
  });

  it('goes on as long as ten seconds are left', async () => {
    await expect(withLectures(3).sweep(() => 10_000)).resolves.toMatchObject({ expired: 3 });
    await expect(withLectures(3).sweep(() => 9_999)).resolves.toMatchObject({ expired: 1 });
  });

  it('ends with the name of the first lecture that could not be swept', async () => {
    const journey = withLectures(2);
    journey.lectures.expire = () => Promise.reject(new Error('throttled'));
    const error: unknown = await journey.sweep().catch((thrown: unknown) => thrown);
    expect(journey.notSwept.map(({ name }) => name)).toEqual([
      'LectureNotSwept',
      'LectureNotSwept',
    ]);
    expect(error).toMatchObject({ lectureId: journey.notSwept[0]?.lectureId });
  });
});
