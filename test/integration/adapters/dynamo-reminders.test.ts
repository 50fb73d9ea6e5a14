import { beforeEach, expect, it } from 'vitest';
import { profileKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import {
  dynamoLastTaught,
  dynamoPushKey,
  dynamoReminders,
} from '../../../shared/adapters/dynamo-reminders.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { Due, Reminders } from '../../../shared/reminders/ports.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { userOf } from '../../support/in-memory-users.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';
import { MemoryBucket } from '../journey-model/memory-bucket.ts';
import { readStoredRows } from '../journey-model/stored-rows.ts';

describeOnEachEngine('reminders in the table', (engine) => {
  let table: EngineTable;
  beforeEach(async () => {
    table = await engine.freshTable();
  });

  const { userId } = userOf();
  const rowOf = (parts: Partial<Reminders> = {}): Reminders => ({
    ...{ userId, zone: 'Asia/Seoul', taughtAt: 1_000, unanswered: 0 },
    ...{ daily: true, language: 'ko', remindAt: 5_000 },
    devices: [{ endpoint: 'https://push.example/a', p256dh: 'B', auth: 'a', since: 7 }],
    ...parts,
  });
  const listed = async (by: number): Promise<Due[]> => {
    const found: Due[] = [];
    for await (const due of dynamoReminders(table).listDue(by)) found.push(...due);
    return found.sort((one, other) => one.userId - other.userId);
  };

  it('are stored as they are, and replaced only by the latest reader', async () => {
    const reminders = dynamoReminders(table);
    expect(await reminders.find(userId)).toEqual({ value: undefined, revision: 0 });
    expect(await reminders.replace(rowOf(), 0)).toBe(true);
    expect(await reminders.replace(rowOf({ daily: false }), 0)).toBe(false);
    expect(await reminders.find(userId)).toEqual({ value: rowOf(), revision: 1 });
    const asleep = rowOf({ remindAt: undefined, sentAt: 3_000, unanswered: 7 });
    expect(await reminders.replace(asleep, 1)).toBe(true);
    const { remindAt: _, ...kept } = asleep;
    expect(await reminders.find(userId)).toEqual({ value: kept, revision: 2 });
  });

  it('are found when they are due, with all that is needed to decide a turn', async () => {
    const reminders = dynamoReminders(table);
    const ids = Array.from({ length: 20 }, (_, at) => userId + at);
    for (const id of ids) {
      await reminders.replace(rowOf({ userId: id, remindAt: 5_000 + (id - userId) }), 0);
    }
    await reminders.replace(rowOf({ userId: 9_999, remindAt: undefined }), 0);
    expect(await listed(4_999)).toEqual([]);
    const due = await listed(5_009);
    expect(due.map((each) => each.userId)).toEqual(ids.slice(0, 10));
    expect(due[0]).toEqual({
      ...{ userId, zone: 'Asia/Seoul', taughtAt: 1_000, unanswered: 0, remindAt: 5_000 },
    });
  });

  it('give each turn once, and answer everything that is needed to send', async () => {
    const reminders = dynamoReminders(table);
    await reminders.replace(rowOf(), 0);
    const [due] = await listed(5_000);
    if (!due) throw new Error('nobody is due');
    const next = { ...due, sentAt: 5_000, unanswered: 1 };
    const takes = [1, 2, 3].map(() => reminders.takeTurn(due, next, 9_000));
    const taken = (await Promise.all(takes)).filter((row) => row !== undefined);
    expect(taken).toEqual([rowOf({ sentAt: 5_000, unanswered: 1, remindAt: 9_000 })]);
    expect(await listed(8_999)).toEqual([]);
    expect(await listed(9_000)).toMatchObject([{ sentAt: 5_000, unanswered: 1 }]);
    const last = { ...due, remindAt: 9_000 };
    expect(await reminders.takeTurn(last, next, undefined)).not.toHaveProperty('remindAt');
    expect(await listed(1e15)).toEqual([]);
    // Changes made meanwhile are not overwritten by a run that read the row before.
    expect(await reminders.replace(rowOf(), 1)).toBe(false);
  });

  it('tell of each end once, if there is a device', async () => {
    const reminders = dynamoReminders(table);
    expect(await reminders.noteTold(userId, 50)).toBeUndefined();
    await reminders.replace(rowOf({ devices: [] }), 0);
    expect(await reminders.noteTold(userId, 50)).toBeUndefined();
    await reminders.replace(rowOf(), 1);
    expect(await reminders.noteTold(userId, 50)).toEqual(rowOf({ toldOf: 50 }));
    expect(await reminders.noteTold(userId, 50)).toBeUndefined();
    expect(await reminders.noteTold(userId, 51)).toBeDefined();
  });

  it('leave messages to be sent again, which one run takes', async () => {
    const reminders = dynamoReminders(table);
    expect(await reminders.leaveForRetry(userId, 'a')).toBe(false);
    await reminders.replace(rowOf(), 0);
    await reminders.leaveForRetry(userId, 'a');
    await reminders.leaveForRetry(userId, 'b');
    expect(await reminders.takeForRetry(userId, 'a')).toBeUndefined();
    expect(await reminders.takeForRetry(userId, 'b')).toEqual(rowOf());
    expect(await reminders.takeForRetry(userId, 'b')).toBeUndefined();
  });

  it('know when a learner has taught last', async () => {
    const lastTaught = dynamoLastTaught(table);
    const lectures = dynamoLectures(table);
    expect(await lastTaught(userId)).toBeUndefined();
    for (const createdAt of [testStart + 5, testStart]) {
      await lectures.create(
        lectureOf({ userId, lectureId: newId(createdAt, 0.5), createdAt, notify: true }),
      );
    }
    expect(await lastTaught(userId)).toBe(testStart + 5);
    expect(await lastTaught(userId + 1)).toBeUndefined();
    const [lecture] = await lectures.list(userId, { limit: 1 });
    expect(lecture?.notify).toBe(true);
  });

  it('go with their user, out of the index too', async () => {
    await dynamoUsers(table).create(userOf());
    await dynamoReminders(table).replace(rowOf(), 0);
    const traces = userTraces(table, new MemoryBucket().client, 'recordings');
    expect(await traces.erase(userId)).toBe(true);
    expect(await listed(1e15)).toEqual([]);
    const { items } = await readStoredRows(table, userId);
    expect(items.map(({ sk }) => sk)).toEqual([profileKey(userId).sk]);
    // Nothing that is on its way makes it again.
    const reminders = dynamoReminders(table);
    const due = { ...rowOf(), remindAt: 5_000 };
    expect(await reminders.takeTurn(due, due, 9_000)).toBeUndefined();
    expect(await reminders.noteTold(userId, 50)).toBeUndefined();
    expect(await reminders.takeForRetry(userId, 'a')).toBeUndefined();
    expect(await reminders.find(userId)).toEqual({ value: undefined, revision: 0 });
  });

  it('use one key, which is written once', async () => {
    const pushKey = dynamoPushKey(table);
    expect(await pushKey.find()).toBeUndefined();
    await pushKey.keep('key');
    await pushKey.keep('key');
    expect(await pushKey.find()).toBe('key');
    await pushKey.keep('other');
    expect(await pushKey.find()).toBe('other');
  });
});
