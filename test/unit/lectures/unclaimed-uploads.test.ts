import { describe, expect, it } from 'vitest';
import {
  lateUploadSeconds,
  submissionMarginSeconds,
  submissionSeconds,
  uploadUrlSeconds,
} from '../../../shared/contracts/recordings.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney, testProofs } from '../../support/lecture-journey.ts';

const talk = wavOf('해시 테이블 이야기');

/** An upload whose event finds no lecture, so many seconds after its URL was signed. */
async function uploaded(afterSeconds = 0) {
  const journey = lectureJourney();
  const given = journey.presign();
  const key = { ...given, uploadProof: await testProofs.prove(given) };
  const presignedAt = journey.clock.now();
  journey.clock.advanceSeconds(afterSeconds);
  const recording = journey.recordings.upload(key, talk);
  await journey.process({ ...key, recording });
  const ageSeconds = () => Math.round((journey.clock.now() - presignedAt) / 1000);
  return { journey, key, recording, ageSeconds };
}

describe('an upload that nobody submits', () => {
  it('is deleted within the hour, by messages of its own event', async () => {
    const { journey, key, ageSeconds } = await uploaded();

    const outcomes = await journey.waitForUnclaimed();

    expect(outcomes.at(-1)).toEqual({ done: 'deleted' });
    expect(outcomes.slice(0, -1)).toEqual(
      outcomes.slice(0, -1).map(() => ({ done: 'not submitted yet' })),
    );
    expect(journey.recordings.has(key)).toBe(false);
    expect(ageSeconds()).toBe(submissionSeconds + submissionMarginSeconds);
    expect(ageSeconds()).toBeLessThanOrEqual(3_600);
  });

  it('names its object completely in each message, and is deleted no sooner than allowed', async () => {
    const { journey, key, recording } = await uploaded();
    expect(journey.unclaimed.sent).toEqual([{ message: { ...key, recording }, delaySeconds: 900 }]);
  });

  it('is looked at at once if its event came too late to wait', async () => {
    const { journey, key } = await uploaded(2 * 3_600);
    expect(journey.unclaimed.sent).toMatchObject([{ delaySeconds: 0 }]);
    await expect(journey.waitForUnclaimed()).resolves.toEqual([{ done: 'deleted' }]);
    expect(journey.recordings.has(key)).toBe(false);
  });

  it('is kept for as long as a POST that was just in time may still put its row', () => {
    expect(submissionSeconds).toBeGreaterThan(uploadUrlSeconds + lateUploadSeconds);
    expect(submissionMarginSeconds).toBeGreaterThan(60);
  });
});

describe('a look at an upload', () => {
  it('is cheap as long as a submission may still come, and then sees every row', async () => {
    const { journey } = await uploaded();
    const before = { ...journey.lectures.reads };
    const looks = (await journey.waitForUnclaimed()).length;
    const { eventual, consistent } = journey.lectures.reads;
    expect(eventual - before.eventual).toBe(looks - 1);
    expect(consistent - before.consistent).toBe(1);
  });
});

describe('an upload that is submitted after its event', () => {
  it('is left alone from the next look on', async () => {
    const { journey, key } = await uploaded();
    await journey.submit(key);

    await expect(journey.waitForUnclaimed()).resolves.toEqual([{ done: 'claimed' }]);
    expect(journey.recordings.has(key)).toBe(true);
  });

  it('is kept for a lecture that was submitted in the last second', async () => {
    const { journey, key } = await uploaded();
    journey.clock.advanceSeconds(submissionSeconds - 1);
    await expect(journey.submit(key)).resolves.toMatchObject({ status: 'IN_PROGRESS' });

    await expect(journey.drainQueue()).resolves.toEqual([{ done: 'SUCCESS' }]);
    await expect(journey.waitForUnclaimed()).resolves.toEqual([{ done: 'claimed' }]);
    expect(journey.recordings.has(key)).toBe(true);
  });

  it('is kept although a cheap read does not see its row at the last look', async () => {
    const { journey, key } = await uploaded(2 * 3_600);
    const other = lectureJourney();
    journey.lectures.put({ ...(await other.submit(other.presign())), ...key });
    journey.lectures.lagBehind(key);

    await expect(journey.waitForUnclaimed()).resolves.toEqual([{ done: 'claimed' }]);
    expect(journey.recordings.has(key)).toBe(true);
  });
});

describe('an upload that came when its lecture had ended without it', () => {
  it('is deleted too', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    await journey.submit(key);
    journey.clock.advanceSeconds(60);
    await journey.sweep();
    journey.clock.advanceSeconds(uploadUrlSeconds + lateUploadSeconds);
    await journey.sweep();
    const recording = journey.recordings.upload(key, talk);

    await expect(journey.process({ ...key, recording })).resolves.toEqual({
      done: 'already FAILURE',
    });
    const outcomes = await journey.waitForUnclaimed();

    expect(outcomes.at(-1)).toEqual({ done: 'deleted' });
    expect(journey.recordings.has(key)).toBe(false);
  });

  it('is not deleted as long as its lecture still waits for it', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    await journey.submit(key);
    journey.clock.advanceSeconds(60);
    await journey.sweep();
    const recording = journey.recordings.upload(key, talk);

    await expect(journey.process({ ...key, recording })).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.unclaimed.sent).toEqual([]);
  });
});

describe('a message that is no upload’s event', () => {
  it('does not lead to a later look', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    const recording = { etag: 'e', sizeBytes: 1 };
    await journey.process(key);
    await journey.process({ ...key, redrive: true });
    await journey.process({ ...key, recording, isSubmitted: true });
    expect(journey.unclaimed.sent).toEqual([]);
  });

  it('is an event that an operator sends again', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    const recording = journey.recordings.upload(key, talk);
    await journey.process({ ...key, recording, redrive: true });
    expect(journey.unclaimed.sent).toHaveLength(1);
  });
});

describe('a recording that is first submitted when its upload is being deleted', () => {
  it('has ended as UPLOAD_MISSING, is not sent to anybody, and stays so', async () => {
    const { journey, key } = await uploaded();
    journey.clock.advanceSeconds(submissionSeconds);

    const lecture = await journey.submit(key);

    expect(lecture).toMatchObject({
      ...key,
      status: 'FAILURE',
      stage: 'DONE',
      failureReason: 'UPLOAD_MISSING',
      endedAt: journey.clock.now(),
    });
    expect(lecture.awaitsUpload).toBeUndefined();
    expect(journey.queue.sent).toEqual([]);
    await expect(journey.submit(key)).resolves.toEqual(lecture);
    const outcomes = await journey.waitForUnclaimed();
    expect(outcomes.at(-1)).toEqual({ done: 'deleted' });
    await expect(journey.submit(key)).resolves.toEqual(lecture);
  });

  it('answers the lecture that it became in time, as ever', async () => {
    const { journey, key } = await uploaded();
    await journey.submit(key);
    await journey.drainQueue();
    journey.clock.advanceSeconds(submissionSeconds);

    await expect(journey.submit(key)).resolves.toMatchObject({ ...key, status: 'SUCCESS' });
  });

  it('is a new lecture under a new URL, whichever of the two came first', async () => {
    const { journey, key } = await uploaded();
    journey.clock.advanceSeconds(submissionSeconds);
    await journey.submit(key);
    const again = journey.presign();
    journey.recordings.upload(again, talk);

    await expect(journey.submit(again)).resolves.toMatchObject({ ...again, status: 'IN_PROGRESS' });
  });

  it('does not get its row by a POST of other URLs with the same bytes', async () => {
    const { journey, key, recording } = await uploaded();
    journey.clock.advanceSeconds(submissionSeconds - 1);
    // Its own POST died between taking the guard and putting the row.
    const submitted = { userId: key.userId, topicId: 1001, etag: recording.etag };
    await journey.repeats.hold(submitted, key, journey.clock.now());
    journey.clock.advanceSeconds(1);
    const again = journey.presign();
    journey.recordings.upload(again, talk);

    await expect(journey.submit(again)).resolves.toMatchObject({ ...again, status: 'IN_PROGRESS' });
    expect(journey.lectures.rows.has(`${key.userId}/${key.lectureId}`)).toBe(false);
  });
});
