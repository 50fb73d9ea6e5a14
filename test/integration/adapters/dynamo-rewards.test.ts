import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { dynamoCredits } from '../../../shared/adapters/dynamo-credits.ts';
import { creditsKey, rewardKey, userQuotaKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoRewards } from '../../../shared/adapters/dynamo-rewards.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { testStart } from '../../support/manual-clock.ts';

const today = seoulDay(testStart);
const userId = 7_001;

describeOnEachEngine('rewards in the table', (engine) => {
  let table: EngineTable;
  let rewards: ReturnType<typeof dynamoRewards>;
  beforeEach(async () => {
    table = await engine.freshTable();
    rewards = dynamoRewards(table);
    await dynamoUsers(table).create({ userId, name: '라면', tokenVersion: 1, createdAt: 0 });
  });

  const credit = (transaction: string, { day = today, of = userId } = {}) =>
    rewards.credit(of, { day, transaction, at: testStart }, 5);
  const caller = (day = today) => dynamoUsers(table).findCaller(userId, day, 'consistent');
  const charge = (lectureId: number, limit = 3) =>
    dynamoAllowances(table).chargeUser({ userId, lectureId }, today, limit);
  const answersOf = async (answers: readonly Promise<boolean>[]) =>
    (await Promise.all(answers)).filter(Boolean).length;
  const items = async () => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    return Items;
  };

  it('a transaction is claimed for one day, whoever claims it again', async () => {
    const claims = await Promise.all([today, today + 1, today].map((d) => rewards.claim('t', d)));
    expect(new Set(claims).size).toBe(1);
    expect(await rewards.claim('other', today + 1)).toBe(today + 1);
  });

  it('a settled one keeps only its digest', async () => {
    await rewards.claim('t', today);
    await rewards.settle('t');
    expect(await rewards.claim('t', today + 1)).toBe('settled');
    expect((await items()).filter(({ pk }) => pk === rewardKey('t').pk)).toEqual([rewardKey('t')]);
  });

  it('thirty at once are five credits, and one of them thirty times is one', async () => {
    const many = Array.from({ length: 30 }, (_, index) => credit(`t${index}`));
    expect(await answersOf(many)).toBe(5);
    const same = Array.from({ length: 30 }, () => credit('same', { day: today + 1 }));
    expect(await answersOf(same)).toBe(30);
    expect((await dynamoCredits(table).find(userId, today)).count).toBe(5);
    expect((await dynamoCredits(table).find(userId, today + 1)).count).toBe(1);
  });

  it('are each learner’s and each day’s own, and go two days after it', async () => {
    await credit('a');
    await credit('b', { of: 7_002 });
    expect((await caller())?.creditsToday).toBe(1);
    expect((await caller(today + 1))?.creditsToday).toBe(0);
    const row = (await items()).find(({ sk }) => sk === creditsKey(userId, today).sk);
    expect(row).toMatchObject({ expiresAt: seoulDayStart(today + 3) / 1000 });
  });

  it('are listed with their days', async () => {
    await credit('a');
    await credit('b');
    await credit('c', { day: today - 1 });
    expect(await dynamoCredits(table).list(userId)).toEqual([
      { day: today - 1, count: 1, lastAt: testStart },
      { day: today, count: 2, lastAt: testStart },
    ]);
  });

  it('are read with the profile and the day’s lectures', async () => {
    for (const id of [1, 2]) await charge(id);
    await credit('a');
    expect(await caller()).toMatchObject({ lecturesToday: 2, creditsToday: 1 });
  });

  it('let so many more lectures through, and no more', async () => {
    expect(await answersOf([1, 2, 3, 4].map((id) => charge(id)))).toBe(3);
    await credit('a');
    await credit('b');
    expect(await answersOf([5, 6, 7, 8].map((id) => charge(id)))).toBe(2);
    // One that was counted goes through at any time.
    expect(await charge(1)).toBe(true);
  });

  it('let four quarters through for each', async () => {
    const quarter = (lectureId: number) =>
      dynamoAllowances(table).chargeQuarter({ userId, lectureId }, today, 3);
    await answersOf([1, 2, 3].map((id) => charge(id)));
    expect(await quarter(10)).toBe(false);
    await credit('a');
    const four: boolean[] = [];
    for (const id of [10, 11, 12, 13, 14]) four.push(await quarter(id));
    expect(four).toEqual([true, true, true, true, false]);
  });

  it('leave the day’s row as a release without rewards reads it', async () => {
    await credit('a');
    expect((await items()).filter(({ sk }) => sk === userQuotaKey(userId, today).sk)).toEqual([]);
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...userQuotaKey(userId, today), lectureIds: new Set([1]) },
      }),
    );
    expect(await caller()).toMatchObject({ lecturesToday: 1, creditsToday: 1 });
  });
});
