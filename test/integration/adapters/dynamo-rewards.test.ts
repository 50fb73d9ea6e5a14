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

  interface Told {
    readonly day?: number;
    readonly earnedOn?: number;
    readonly of?: number;
  }
  const credit = (transaction: string, { day = today, earnedOn = day, of = userId }: Told = {}) =>
    rewards.credit(of, { earnedOn, countsOn: day, transaction, at: testStart }, 5);
  const caller = (day = today) => dynamoUsers(table).findCaller(userId, day, 'consistent');
  const charge = (lectureId: number, limit = 3) =>
    dynamoAllowances(table).chargeUser({ userId, lectureId }, today, limit);
  const answersOf = async (answers: readonly Promise<boolean>[]) =>
    (await Promise.all(answers)).filter(Boolean).length;
  const tallyOf = async (answers: readonly ReturnType<typeof credit>[]) =>
    Object.fromEntries(
      [...Map.groupBy(await Promise.all(answers), (each) => each)].map(([name, all]) => [
        name,
        all.length,
      ]),
    );
  const items = async () => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    return Items;
  };

  it('are five credits if thirty come at once, and one if one of them comes thirty times', async () => {
    const many = Array.from({ length: 30 }, (_, index) => credit(`t${index}`));
    expect(await tallyOf(many)).toEqual({ credited: 5, 'day has its credits': 25 });
    const same = Array.from({ length: 30 }, () => credit('same', { day: today + 1 }));
    expect(await tallyOf(same)).toEqual({ credited: 1, 'already credited': 29 });
    expect((await dynamoCredits(table).find(userId, today)).count).toBe(5);
    expect((await dynamoCredits(table).find(userId, today + 1)).count).toBe(1);
  });

  it('that are delivered on another day than they were earned on count there, once', async () => {
    const told = [today, today + 1, today].map((day) => credit('t', { earnedOn: today, day }));
    expect(await tallyOf(told)).toEqual({ credited: 1, 'already credited': 2 });
    expect(await credit('late', { earnedOn: today, day: today + 1 })).toBe('credited');
    // Google's clock may be ahead of ours.
    expect(await credit('early', { earnedOn: today + 1, day: today })).toBe('credited');
    const all = await dynamoCredits(table).list(userId);
    expect(all.flatMap(({ day, count }) => [day - today, count])).toHaveLength(4);
    expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect((await caller(today + 1))?.creditsToday).toBe(
      (await dynamoCredits(table).find(userId, today + 1)).count,
    );
  });

  it('of several days that count on one day raise its allowance by at most five', async () => {
    for (const id of ['a', 'b', 'c']) await credit(id, { earnedOn: today - 1 });
    for (const id of ['1', '2', '3', '4']) await credit(id);
    expect((await caller())?.creditsToday).toBe(5);
    expect(await dynamoCredits(table).find(userId, today)).toMatchObject({ count: 5 });
    expect(await answersOf([1, 2, 3, 4, 5, 6].map((id) => charge(id, 0)))).toBe(5);
  });

  it.each([
    ['is settled', {}, 'already credited', 0],
    ['counts on the day that it had noted', { day: today }, 'credited', 1],
  ] as const)('what the release before has noted %s', async (_, noted, outcome, count) => {
    const Item = { ...rewardKey('t'), ...noted };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    const told = () => credit('t', { earnedOn: today - 1, day: today + 1 });
    expect([await told(), await told()]).toEqual([outcome, 'already credited']);
    expect((await caller())?.creditsToday).toBe(count);
    expect((await caller(today + 1))?.creditsToday).toBe(0);
  });

  it('are added to a day’s row of the release before', async () => {
    const row = { ...creditsKey(userId, today), transactions: new Set(['a']), creditedAt: 1 };
    await table.client.send(new PutCommand({ TableName: table.name, Item: row }));
    expect([await credit('a'), await credit('b')]).toEqual(['already credited', 'credited']);
    expect(await caller()).toMatchObject({ creditsToday: 2 });
  });

  it('are separate for each learner and day, and expire once nothing can be credited twice any more', async () => {
    await credit('a');
    await credit('b', { of: 7_002 });
    expect((await caller())?.creditsToday).toBe(1);
    expect((await caller(today + 1))?.creditsToday).toBe(0);
    const row = (await items()).find(({ sk }) => sk === creditsKey(userId, today).sk);
    expect(row).toMatchObject({ expiresAt: seoulDayStart(today + 16) / 1000 });
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

  it('let that many more lectures through, and no more', async () => {
    expect(await answersOf([1, 2, 3, 4].map((id) => charge(id)))).toBe(3);
    await credit('a');
    await credit('b');
    expect(await answersOf([5, 6, 7, 8].map((id) => charge(id)))).toBe(2);
    // One that was counted goes through at any time.
    expect(await charge(1)).toBe(true);
  });

  it('let four quarters through for each of them', async () => {
    const quarter = (lectureId: number) =>
      dynamoAllowances(table).chargeQuarter({ userId, lectureId }, today, 3);
    await answersOf([1, 2, 3].map((id) => charge(id)));
    expect(await quarter(10)).toBe(false);
    await credit('a');
    const four: boolean[] = [];
    for (const id of [10, 11, 12, 13, 14]) four.push(await quarter(id));
    expect(four).toEqual([true, true, true, true, false]);
  });

  it('leave the day’s row readable for a release without rewards', async () => {
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
