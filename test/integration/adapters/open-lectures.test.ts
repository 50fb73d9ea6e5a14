import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { openLectureShards } from '../../../shared/contracts/table.ts';
import type { Ending, Lecture } from '../../../shared/lectures/lecture.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { testStart } from '../../support/manual-clock.ts';
import { storedLectures } from './stored-lectures.ts';

const later = testStart + 600_000;

describeOnEachEngine('the index of open lectures', (engine) => {
  const { table, lectures, created } = storedLectures(engine);
  const claim = (lecture: Lecture, deadlineAt = lecture.deadlineAt) =>
    lectures().claim(lecture, { messageId: 'm1', leaseUntil: later, deadlineAt, etag: 'e1' });
  const openIds = async (before = later, store = lectures()) => {
    const ids: number[] = [];
    for await (const { lectureId } of store.listOpen(before)) ids.push(lectureId);
    return ids.toSorted((a, b) => a - b);
  };

  it('lists the lectures of all shards that were open by then', async () => {
    const ids = Array.from({ length: openLectureShards * 2 }, (_, index) => index + 1);
    for (const lectureId of ids) await created({ userId: lectureId, lectureId });
    await created({ lectureId: 999, createdAt: later + 1 });
    expect(await openIds()).toEqual(ids);
    expect(await openIds(later + 1)).toEqual([...ids, 999]);
    expect(await openIds(testStart - 1)).toEqual([]);
  });

  it('names owner and lecture', async () => {
    const { userId, lectureId } = await created();
    const keys = [];
    for await (const key of lectures().listOpen(later)) keys.push(key);
    expect(keys).toEqual([{ userId, lectureId }]);
  });

  it('lists a shard oldest first', async () => {
    const of = (nth: number) => nth * openLectureShards;
    for (const [lectureId, age] of [
      [of(1), 2],
      [of(2), 3],
      [of(3), 1],
    ] as const) {
      await created({ lectureId, createdAt: testStart - age });
    }
    const inOrder: number[] = [];
    for await (const { lectureId } of lectures().listOpen(later)) inOrder.push(lectureId);
    expect(inOrder).toEqual([of(2), of(1), of(3)]);
  });

  it('still lists a lecture that is claimed, assessed, released and sent again', async () => {
    const lecture = await created();
    const claimed = await claim(lecture);
    if (!claimed) throw new Error('not claimed');
    await lectures().markAssessing(claimed);
    await lectures().release(claimed, testStart);
    await lectures().markResent(claimed, testStart + 1);
    expect(await openIds()).toEqual([lecture.lectureId]);
  });

  it.each<Ending>([
    { status: 'SUCCESS', score: 50 },
    { status: 'STT_EMPTY' },
    { status: 'FAILURE', reason: 'PROVIDER_UNAVAILABLE' },
  ])('loses a lecture that ends as $status', async (ending) => {
    const claimed = await claim(await created());
    if (!claimed) throw new Error('not claimed');
    expect(await lectures().finish(claimed, ending, testStart)).toBe(true);
    expect(await openIds()).toEqual([]);
  });

  it('loses a lecture that expires', async () => {
    const lecture = await created();
    expect(await lectures().expire(lecture, lecture.deadlineAt)).toBe(true);
    expect(await openIds(lecture.deadlineAt)).toEqual([]);
  });

  it('takes a redriven lecture back, with a new deadline and no failure', async () => {
    const lecture = await created();
    await lectures().expire(lecture, lecture.deadlineAt);
    const failed = await lectures().find(lecture, 'consistent');
    if (!failed) throw new Error('not found');
    const deadlineAt = lecture.deadlineAt + 3_600_000;
    const redriven = await claim(failed, deadlineAt);
    expect(redriven).toMatchObject({ status: 'IN_PROGRESS', attempt: 1, deadlineAt });
    const stored = await lectures().find(lecture, 'consistent');
    expect(stored).toMatchObject({ status: 'IN_PROGRESS', deadlineAt });
    expect(stored?.failureReason).toBeUndefined();
    expect(await openIds()).toEqual([lecture.lectureId]);
    if (!stored) throw new Error('not found');
    expect(await lectures().finish(stored, { status: 'SUCCESS', score: 70 }, testStart)).toBe(true);
    expect(await openIds()).toEqual([]);
  });

  it('is read to its end, however many pages a shard has', async () => {
    const ids = Array.from({ length: 7 }, (_, index) => (index + 1) * openLectureShards);
    for (const lectureId of ids) await created({ lectureId });
    const paged = pagesOf(2);
    expect(await openIds(later, dynamoLectures(paged.table))).toEqual(ids);
    expect(paged.queries()).toBeGreaterThanOrEqual(openLectureShards + 3);
  });

  /** The same table, answering queries in pages of that many items, as 1 MB of rows would be cut. */
  function pagesOf(limit: number) {
    let queries = 0;
    const client: EngineTable['client'] = new Proxy(table().client, {
      get: (target, property) =>
        property === 'send'
          ? (command: unknown) => {
              if (!(command instanceof QueryCommand)) throw new Error('not a query');
              queries += 1;
              return target.send(new QueryCommand({ ...command.input, Limit: limit }));
            }
          : Reflect.get(target, property),
    });
    return { table: { ...table(), client }, queries: () => queries };
  }
});
