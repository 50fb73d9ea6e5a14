import { beforeEach, expect, it } from 'vitest';
import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { dynamoLaters } from '../../../shared/adapters/dynamo-laters.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';

describeOnEachEngine('later judgements in the table', (engine) => {
  let table: EngineTable;
  beforeEach(async () => {
    table = await engine.freshTable();
  });

  const first = lectureOf({ lectureId: 5_000 });
  const heldAt = 7;

  it('have one place each, which is free for another once it is given up', async () => {
    const laters = dynamoLaters(table);
    const one = { lectureId: 5_001, heldAt, attempt: 0 };
    const two = { lectureId: 5_002, heldAt: 8, attempt: 0 };
    expect(await laters.hold(first, 'ANSWER#1', one)).toEqual(one);
    expect(await laters.hold(first, 'ANSWER#1', two)).toEqual(one);
    expect(await laters.hold(first, 'ANSWER#2', two)).toEqual(two);
    expect(await laters.hold(first, 'ANSWER#1', { ...one, heldAt: 9 })).toMatchObject({
      lectureId: 5_001,
    });
    const three = { lectureId: 5_003, heldAt: 9, attempt: 0 };
    expect(await laters.hold(first, 'ANSWER#1', three, one)).toEqual(three);
  });

  it('are taken over from a holder as it was seen, and from none that has gone on since', async () => {
    const laters = dynamoLaters(table);
    const failed = { lectureId: 5_001, heldAt, attempt: 0 };
    const other = { lectureId: 5_002, heldAt, attempt: 0 };
    await laters.hold(first, 'TRANSCRIPT', failed);
    const goneOn = { ...failed, attempt: 3 };
    expect(await laters.hold(first, 'TRANSCRIPT', goneOn)).toEqual(goneOn);
    expect(await laters.hold(first, 'TRANSCRIPT', other, failed)).toEqual(goneOn);
    expect(await laters.hold(first, 'TRANSCRIPT', other, goneOn)).toEqual(other);
    expect(await laters.hold(first, 'TRANSCRIPT', { ...failed, attempt: 4 })).toEqual(other);
  });

  it('of a kind that a newer release has made are skipped', async () => {
    const laters = dynamoLaters(table);
    const row = lectureOf({ lectureId: 5_001 });
    const unknown: object = { later: { by: 'debate', lectureId: 5_000 } };
    await dynamoLectures(table).create({ ...row, ...unknown });
    await laters.hold(first, 'ANSWER#1', { lectureId: 5_001, heldAt, attempt: 0 });

    expect(await laters.list(first)).toEqual([]);
    const page = { limit: 10, withLater: true };
    expect(await dynamoLectures(table).list(first.userId, page)).toEqual([]);
  });

  it('are listed by their lecture, if their rows are there', async () => {
    const laters = dynamoLaters(table);
    const later = { by: 'answer', lectureId: 5_000, round: 1, question: '왜요?' } as const;
    const row = lectureOf({ lectureId: 5_001, later, focus: [2] });
    await dynamoLectures(table).create(row);
    await laters.hold(first, 'ANSWER#1', { lectureId: 5_001, heldAt, attempt: 0 });
    await laters.hold(first, 'ANSWER#2', { lectureId: 5_002, heldAt, attempt: 0 });
    await laters.hold({ ...first, lectureId: 50_001 }, 'ANSWER#1', {
      lectureId: 5_009,
      heldAt,
      attempt: 0,
    });

    expect(await laters.list(first)).toMatchObject([{ lectureId: 5_001, later, focus: [2] }]);
    expect(await laters.list({ ...first, lectureId: 4 })).toEqual([]);
  });

  it('keep what is disputed, and the comment', async () => {
    const later = {
      by: 'disagreement',
      lectureId: 5_000,
      disputed: {
        label: 'wrong',
        lectureId: 5_000,
        promptVersion: 'test-prompt',
        model: 'test-chat',
        provider: 'chat.test',
      },
      comment: '그 말은 했어요.',
    } as const;
    const row = lectureOf({ lectureId: 5_001, later, focus: [2], kind: 'text' });
    await dynamoLectures(table).create(row);
    expect((await dynamoLectures(table).find(row, 'consistent'))?.later).toEqual(later);
  });

  it('are in no list of lectures unless asked for, however many there are', async () => {
    const lectures = dynamoLectures(table);
    const later = { by: 'answer', lectureId: 1, round: 1 } as const;
    for (let id = 1; id <= 9; id += 1) {
      await lectures.create(lectureOf({ lectureId: id, ...(id % 3 > 0 && { later }) }));
    }
    const idsOf = async (page: Parameters<typeof lectures.list>[1]) =>
      (await lectures.list(7_001, page)).map(({ lectureId }) => lectureId);
    expect(await idsOf({ limit: 2 })).toEqual([9, 6]);
    expect(await idsOf({ limit: 5 })).toEqual([9, 6, 3]);
    expect(await idsOf({ limit: 5, before: 6 })).toEqual([3]);
    expect(await idsOf({ limit: 4, withLater: true })).toEqual([9, 8, 7, 6]);
  });

  it('are mentioned by their lecture once it is graded, and so is that its answers were seen', async () => {
    const lectures = dynamoLectures(table);
    await lectures.create(first);
    expect(await lectures.noteLater(first)).toBe(false);
    expect(await lectures.noteAnswersSeen(first, 5)).toBe(false);
    const labels = [
      { keyPoint: 1, label: 'covered' },
      { keyPoint: 2, label: 'transcription_error' },
    ] as const;
    await lectures.finish(first, { status: 'SUCCESS', score: 80, labels }, first.createdAt + 1);
    expect(await lectures.noteLater(first)).toBe(true);
    expect(await lectures.noteAnswersSeen(first, 5)).toBe(true);
    expect(await lectures.noteAnswersSeen(first, 6)).toBe(false);
    expect(await lectures.find(first, 'consistent')).toMatchObject({
      status: 'SUCCESS',
      score: 80,
      labels,
      hasLater: true,
      answersSeenAt: 5,
    });
  });

  it('are counted in quarters of a lecture, beside whole ones of any version', async () => {
    const allowances = dynamoAllowances(table);
    const userId = 7_001;
    await dynamoUsers(table).create({ userId, name: '이름', tokenVersion: 1, createdAt: 0 });
    const whole = (lectureId: number) => allowances.chargeUser({ userId, lectureId }, 3, 3);
    const quarter = (lectureId: number) => allowances.chargeQuarter({ userId, lectureId }, 3, 3);
    const today = async () =>
      (await dynamoUsers(table).findCaller(userId, 3, 'consistent'))?.lecturesToday;

    expect(await whole(1)).toBe(true);
    for (const id of [11, 12, 13, 14, 11, 14]) expect(await quarter(id)).toBe(true);
    expect(await today()).toBe(2);
    expect(await quarter(15)).toBe(true);
    // One of three lectures and five quarters are used: there is room for three quarters.
    expect(await whole(2)).toBe(false);
    expect(await whole(1)).toBe(true);
    const rest = [await quarter(16), await quarter(17), await quarter(18), await quarter(19)];
    expect(rest).toEqual([true, true, true, false]);
    expect(await quarter(18)).toBe(true);
    expect(await today()).toBe(3);
  });

  it('are counted once each, even if several come at the same moment', async () => {
    const allowances = dynamoAllowances(table);
    const charged = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        allowances.chargeQuarter({ userId: 7_001, lectureId: index + 1 }, 3, 2),
      ),
    );
    expect(charged.filter(Boolean)).toHaveLength(8);
  });

  it('count as a quarter of a lecture in everybody’s day', async () => {
    const allowances = dynamoAllowances(table);
    const limits = { global: 1, providerMicroDollars: 100 };
    const charge = (lectures: 0.25 | 1) =>
      allowances.chargeService(3, { lectures, microDollars: 1 }, limits);
    for (let times = 0; times < 4; times += 1) expect(await charge(0.25)).toBe(true);
    expect(await charge(0.25)).toBe(false);
  });
});
