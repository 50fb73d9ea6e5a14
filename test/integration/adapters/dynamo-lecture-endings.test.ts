import { describe, expect, it } from 'vitest';
import { describeOnEachEngine } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { now, storedLectures } from './stored-lectures.ts';

describeOnEachEngine('the end of a lecture in the table', (engine) => {
  const { lectures, created, claimed, found } = storedLectures(engine);

  describe('an ending', () => {
    it.each([
      [
        { status: 'SUCCESS', score: 0 },
        { status: 'SUCCESS', score: 0 },
      ],
      [{ status: 'STT_EMPTY' }, { status: 'STT_EMPTY' }],
      [
        { status: 'FAILURE', reason: 'RECORDING_NOT_AUDIO' },
        { status: 'FAILURE', failureReason: 'RECORDING_NOT_AUDIO' },
      ],
    ] as const)('of %o is written once, without a lease', async (ending, expected) => {
      const claim = await claimed(await created());
      expect(await lectures().finish(claim, ending, now)).toBe(true);
      const ended = await found(claim);
      expect(ended).toMatchObject({ ...expected, stage: 'DONE', attempt: 1 });
      expect(ended?.lease).toBeUndefined();
      expect(await lectures().finish(claim, { status: 'SUCCESS', score: 99 }, now)).toBe(false);
      expect(await lectures().expire(claim, claim.deadlineAt)).toBe(false);
      expect(await found(claim)).toEqual(ended);
    });

    it('comes before the deadline, and expiry at it or after: never both, never neither', async () => {
      const claim = await claimed(await created());
      const ending = { status: 'SUCCESS', score: 80 } as const;
      expect(await lectures().finish(claim, ending, claim.deadlineAt)).toBe(false);
      expect(await lectures().expire(claim, claim.deadlineAt - 1)).toBe(false);
      expect(await lectures().expire(claim, claim.deadlineAt)).toBe(true);
      expect(await found(claim)).toMatchObject({
        status: 'FAILURE',
        stage: 'DONE',
        failureReason: 'DEADLINE_EXCEEDED',
      });
    });

    it('may come before any claim, but not after one', async () => {
      const ending = { status: 'FAILURE', reason: 'UPLOAD_MISSING' } as const;
      const neverClaimed = await created({ lectureId: 1 });
      expect(await lectures().finish(neverClaimed, ending, now)).toBe(true);
      const read = await created({ lectureId: 2 });
      await claimed(read);
      expect(await lectures().finish(read, ending, now)).toBe(false);
    });

    it('makes no row if there is none', async () => {
      const nowhere = lectureOf();
      expect(await lectures().finish(nowhere, { status: 'STT_EMPTY' }, now)).toBe(false);
      expect(await lectures().expire(nowhere, nowhere.deadlineAt)).toBe(false);
      expect(await lectures().markResent(nowhere, now)).toBe(false);
      expect(await found(nowhere)).toBeUndefined();
    });
  });

  describe('a rating', () => {
    it('is kept once the lecture has ended, and the later one stays', async () => {
      const claim = await claimed(await created());
      expect(await lectures().rate(claim, 4)).toBe(false);
      await lectures().finish(claim, { status: 'SUCCESS', score: 80 }, now);
      expect(await lectures().rate(claim, 4)).toBe(true);
      expect(await lectures().rate(claim, 2)).toBe(true);
      expect(await found(claim)).toMatchObject({ helpfulnessRating: 2, status: 'SUCCESS' });
    });

    it('makes no row if there is none', async () => {
      expect(await lectures().rate(lectureOf(), 5)).toBe(false);
      expect(await found(lectureOf())).toBeUndefined();
    });
  });

  it('a lecture that is sent again is marked while nobody works on it', async () => {
    const lecture = await created();
    expect(await lectures().markResent(lecture, now)).toBe(true);
    const claim = await claimed(lecture);
    expect(claim.attempt).toBe(1);
    expect(await lectures().markResent(claim, now + 1_000)).toBe(false);
    const leaseUntil = claim.lease?.until ?? 0;
    expect(await lectures().markResent(claim, leaseUntil)).toBe(true);
    expect(await found(lecture)).toMatchObject({ resentAt: leaseUntil });
  });
});
