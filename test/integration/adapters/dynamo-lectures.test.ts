import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { lectureKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import {
  isProvisionalFailure,
  type Lecture,
  submittedTooLate,
} from '../../../shared/lectures/lecture.ts';
import { describeOnEachEngine } from '../../support/dynamo-engines.ts';
import { lectureOf, storedFeedbackOf, transcriptOf } from '../../support/lecture-factory.ts';
import { claimBy, now, storedLectures } from './stored-lectures.ts';

describeOnEachEngine('lectures in the table', (engine) => {
  const { table, lectures, created, claimed, found } = storedLectures(engine);

  describe('a new lecture', () => {
    it('is found as it was put, by either kind of read', async () => {
      const lecture = await created();
      expect(await lectures().find(lecture, 'consistent')).toEqual(lecture);
      expect(await lectures().find(lecture, 'eventual')).toEqual(lecture);
    });

    it('is put once: the second one changes nothing', async () => {
      const lecture = await created();
      expect(await lectures().create({ ...lecture, correlationId: 'second' })).toBe(false);
      expect(await found(lecture)).toEqual(lecture);
    });

    it('that was submitted too late has ended, for good and outside the index', async () => {
      const lecture = submittedTooLate(lectureOf({}));
      expect(await lectures().create(lecture)).toBe(true);
      expect(await found(lecture)).toEqual(lecture);
      expect(await found(lecture)).toMatchObject({ status: 'FAILURE', awaitsUpload: undefined });
      for await (const open of lectures().listOpen(lecture.createdAt + 1)) expect(open).toBeNull();
    });

    it('belongs to its owner alone', async () => {
      const lecture = await created();
      expect(await found({ ...lecture, userId: lecture.userId + 1 })).toBeUndefined();
    });
  });

  describe('a row of a newer version', () => {
    const written = async (parts: Record<string, unknown>): Promise<Lecture | undefined> => {
      const lecture = lectureOf();
      const Item = { ...lectureKey(lecture), ...lecture, ...parts };
      await table().client.send(new PutCommand({ TableName: table().name, Item }));
      const [listed] = await lectures().list(lecture.userId, { limit: 1 });
      expect(await found(lecture)).toEqual(listed);
      return listed;
    };

    it('that failed for a reason unknown here has failed for good', async () => {
      const failed = await written({
        status: 'FAILURE',
        stage: 'DONE',
        failureReason: 'MOON_PHASE',
      });
      expect(failed).toMatchObject({ failureReason: 'UNKNOWN' });
      expect(failed && isProvisionalFailure(failed)).toBe(false);
    });

    it('in a stage unknown here waits, or is done', async () => {
      expect(await written({ stage: 'DREAMING' })).toMatchObject({ stage: 'QUEUED' });
      expect(await written({ status: 'STT_EMPTY', stage: 'AWAKE' })).toMatchObject({
        stage: 'DONE',
      });
    });
  });

  describe('the list of a user’s lectures', () => {
    it('is newest first, in pages, without any other item of theirs', async () => {
      const details = dynamoLectureDetails(table());
      for (const lectureId of [9, 10, 100, 99]) {
        const lecture = await created({ lectureId });
        await details.keepTranscript(lecture, transcriptOf());
        await details.keepFeedback(lecture, storedFeedbackOf());
      }
      await created({ userId: 7_002, lectureId: 50 });
      const ids = async (page: { limit: number; before?: number }) =>
        (await lectures().list(7_001, page)).map(({ lectureId }) => lectureId);
      expect(await ids({ limit: 10 })).toEqual([100, 99, 10, 9]);
      expect(await ids({ limit: 2 })).toEqual([100, 99]);
      expect(await ids({ limit: 2, before: 99 })).toEqual([10, 9]);
      expect(await ids({ limit: 2, before: 9 })).toEqual([]);
      expect(await ids({ limit: 2, before: 1 })).toEqual([]);
    });

    it('lists ids of any length in their order', async () => {
      for (const lectureId of [Number.MAX_SAFE_INTEGER, 1, 4_096]) await created({ lectureId });
      const list = await lectures().list(7_001, { limit: 3 });
      expect(list.map(({ lectureId }) => lectureId)).toEqual([Number.MAX_SAFE_INTEGER, 4_096, 1]);
    });

    it('is empty for a user who has none', async () => {
      expect(await lectures().list(7_009, { limit: 10 })).toEqual([]);
    });
  });

  describe('a claim', () => {
    it('answers the row as it is now', async () => {
      const lecture = await created();
      const result = await claimed(lecture);
      expect(result).toMatchObject({
        stage: 'TRANSCRIBING',
        attempt: 1,
        etag: 'e1',
        lease: { messageId: 'm1', until: now + 245_000 },
      });
      expect(await found(lecture)).toEqual(result);
    });

    it('is made by one of two who try at once', async () => {
      const lecture = await created();
      const results = await Promise.all([
        lectures().claim(lecture, claimBy(lecture, 'm1')),
        lectures().claim(lecture, claimBy(lecture, 'm2')),
      ]);
      const [winner, ...others] = results.filter((result) => result !== undefined);
      expect(others).toEqual([]);
      expect(await found(lecture)).toEqual(winner);
    });

    it('is only made from the state that was read', async () => {
      const lecture = await created();
      const first = await claimed(lecture);
      expect(await lectures().claim(lecture, claimBy(lecture, 'm2'))).toBeUndefined();
      await lectures().finish(first, { status: 'STT_EMPTY' }, now);
      expect(await lectures().claim(first, claimBy(first, 'm2'))).toBeUndefined();
    });

    it('finds no row that it could create', async () => {
      const lecture = lectureOf();
      expect(await lectures().claim(lecture, claimBy(lecture, 'm1'))).toBeUndefined();
      expect(await found(lecture)).toBeUndefined();
    });

    it('pins the first ETag for good', async () => {
      const first = await claimed(await created());
      const second = await lectures().claim(first, { ...claimBy(first, 'm2'), etag: 'e2' });
      expect(second).toMatchObject({ attempt: 2, etag: 'e1' });
      expect(await found(first)).toEqual(second);
    });

    it('that reopens a failure releases the bytes that its submission held', async () => {
      const first = await claimed(await created({ heldEtag: 'e1' }));
      await lectures().finish(first, { status: 'FAILURE', reason: 'PROVIDER_UNAVAILABLE' }, now);
      const failed = await found(first);
      if (!failed) throw new Error('not found');
      const reopened = await claimed(failed);
      expect(reopened.heldEtag).toBeUndefined();
      expect(await found(first)).toEqual(reopened);
    });

    it('needs no ETag', async () => {
      const lecture = await created({ kind: 'text' });
      const { etag: _, ...claim } = claimBy(lecture, 'm1');
      const claimed = await lectures().claim(lecture, claim);
      expect([claimed?.attempt, claimed?.etag]).toEqual([1, undefined]);
      expect(await found(lecture)).toMatchObject({ attempt: 1 });
    });

    it('that is no longer the current one can neither mark, nor release, nor finish', async () => {
      const stale = await claimed(await created());
      const current = await claimed(stale, 'm2');
      expect(await lectures().markAssessing(stale)).toBe(false);
      expect(await lectures().release(stale, now + 9_000)).toBe(false);
      expect(await lectures().finish(stale, { status: 'SUCCESS', score: 1 }, now)).toBe(false);
      expect(await lectures().markResent(stale, now + 500_000)).toBe(false);
      expect(await found(stale)).toEqual(current);
    });

    it('notes with its own writes when more is expected, until the lecture ends', async () => {
      const lecture = await created({ saidSeconds: 300 });
      const soon = { partsAt: now + 2_000.4, endsAt: now + 9_000 };
      const claim = await lectures().claim(lecture, { ...claimBy(lecture, 'm1'), expected: soon });
      if (!claim) throw new Error('not claimed');
      const noted = { partsAt: now + 2_000, endsAt: now + 9_000 };
      expect(await found(claim)).toMatchObject({ saidSeconds: 300, expected: noted });
      const later = { partsAt: now + 20_000, endsAt: now + 30_000 };
      await lectures().markAssessing({ ...claim, expected: later });
      expect(await found(claim)).toMatchObject({ expected: later });
      await lectures().release(claim, now + 60_000);
      const until = { partsAt: now + 60_000, endsAt: now + 60_000 };
      expect(await found(claim)).toMatchObject({ expected: until });
      await lectures().finish(claim, { status: 'SUCCESS', score: 1 }, now);
      const ended = await found(claim);
      expect([ended?.expected, ended?.saidSeconds]).toEqual([undefined, undefined]);
    });

    it('is marked as assessing, and released until a moment', async () => {
      const claim = await claimed(await created());
      expect(await lectures().markAssessing(claim)).toBe(true);
      expect(await lectures().release(claim, now + 9_000)).toBe(true);
      expect(await found(claim)).toMatchObject({
        stage: 'ASSESSING',
        attempt: 1,
        lease: { messageId: 'm1', until: now + 9_000 },
      });
    });
  });
});
