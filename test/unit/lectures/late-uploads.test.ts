import { describe, expect, it } from 'vitest';
import { lateUploadSeconds, uploadUrlSeconds } from '../../../shared/contracts/recordings.ts';
import { lectureBody } from '../../../shared/lectures/lecture-body.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';

const talk = wavOf('해시 테이블 이야기');
const lastChanceSeconds = uploadUrlSeconds + lateUploadSeconds;

/** Submitted, and ended by the sweep a minute later for lack of its upload. */
async function endedWithoutUpload() {
  const journey = lectureJourney();
  const key = journey.presign();
  await journey.submit(key);
  journey.clock.advanceSeconds(60);
  await journey.sweep();
  return { journey, key };
}

describe('a lecture that ended as UPLOAD_MISSING', () => {
  it('shows until when its upload may still come', async () => {
    const { journey, key } = await endedWithoutUpload();
    const until = journey.row(key).createdAt + lastChanceSeconds * 1000;
    expect(lectureBody(journey.row(key))).toMatchObject({
      status: 'FAILURE',
      failureReason: 'UPLOAD_MISSING',
      uploadUntil: new Date(until).toISOString(),
    });
  });

  it('goes on by the event of its late upload, with a new deadline', async () => {
    const { journey, key } = await endedWithoutUpload();
    journey.clock.advanceSeconds(lastChanceSeconds - 61);
    const recording = journey.recordings.upload(key, talk);

    await expect(journey.process({ ...key, recording })).resolves.toEqual({ done: 'SUCCESS' });
    expect(journey.row(key)).toMatchObject({
      status: 'SUCCESS',
      deadlineAt: journey.clock.now() + 15 * 60_000,
    });
    expect(journey.row(key).failureReason).toBeUndefined();
  });

  it('goes on by the sweep if that event was lost', async () => {
    const { journey, key } = await endedWithoutUpload();
    journey.clock.advanceSeconds(60);
    journey.recordings.upload(key, talk);

    await expect(journey.sweep()).resolves.toMatchObject({ 'sent again': 1 });
    await expect(journey.sweep()).resolves.toMatchObject({ 'sent again': 0, 'left alone': 1 });
    await expect(journey.drainQueue()).resolves.toEqual([{ done: 'SUCCESS' }]);
  });

  it('goes on by a repeat of its submission', async () => {
    const { journey, key } = await endedWithoutUpload();
    journey.recordings.upload(key, talk);
    await journey.submit(key);
    await expect(journey.drainQueue()).resolves.toEqual([{ done: 'SUCCESS' }]);
  });

  it('goes on with an upload that came in time, however late that is noticed', async () => {
    const { journey, key } = await endedWithoutUpload();
    journey.recordings.upload(key, talk);
    journey.clock.advanceSeconds(lastChanceSeconds + 3_600);
    await expect(journey.sweep()).resolves.toMatchObject({ 'sent again': 1 });
    await expect(journey.drainQueue()).resolves.toEqual([{ done: 'SUCCESS' }]);
  });

  it('goes on once: what it fails for then is final', async () => {
    const { journey, key } = await endedWithoutUpload();
    journey.recordings.upload(key, Buffer.from('no audio'));
    await expect(journey.process(key)).resolves.toEqual({ done: 'RECORDING_NOT_AUDIO' });
    journey.recordings.upload(key, talk);
    await expect(journey.process(key)).resolves.toEqual({ done: 'already FAILURE' });
  });

  it('checks that its user exists before it gets a new deadline', async () => {
    const { journey, key } = await endedWithoutUpload();
    journey.recordings.upload(key, talk);
    const eraseIfDeleted = async () => journey.lectures.remove(key);
    const ports = { ...journey.processPorts, eraseIfDeleted };
    await expect(journey.process(key, deliveryOf(), ports)).resolves.toHaveProperty('again');
    expect(journey.speech.calls).toEqual([]);
  });

  it('stays as it is after a redrive, or a message without an upload', async () => {
    const { journey, key } = await endedWithoutUpload();
    for (const message of [key, { ...key, redrive: true }]) {
      await expect(journey.process(message)).resolves.toEqual({ done: 'nothing uploaded yet' });
    }
    expect(journey.row(key).failureReason).toBe('UPLOAD_MISSING');
  });

  it('is final once its URL has expired and five minutes have passed', async () => {
    const { journey, key } = await endedWithoutUpload();
    journey.clock.advanceSeconds(lastChanceSeconds - 61);
    await expect(journey.sweep()).resolves.toMatchObject({ 'left alone': 1 });
    journey.clock.advanceSeconds(1);
    await expect(journey.sweep()).resolves.toMatchObject({ 'upload given up': 1 });
    await expect(journey.sweep()).resolves.toMatchObject({ 'left alone': 0 });
    expect(lectureBody(journey.row(key))).toMatchObject({ uploadUntil: null });

    journey.recordings.upload(key, talk);
    await expect(journey.process({ ...key, redrive: true })).resolves.toEqual({
      done: 'already FAILURE',
    });
  });
});
