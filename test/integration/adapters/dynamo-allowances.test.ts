import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { globalQuotaKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { tableKeys } from '../../../shared/contracts/table.ts';
import { paceMemory, roundedPace, usualPace } from '../../../shared/lectures/pace.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { testStart } from '../../support/manual-clock.ts';

const today = seoulDay(testStart);
const plenty = { perUser: 1_000, global: 1_000, providerMicroDollars: 100_000_000 };
const counted = z.object({ charged: z.number(), microDollars: z.number() });

describeOnEachEngine('daily allowances in the table', (engine) => {
  let table: EngineTable;
  let allowances: ReturnType<typeof dynamoAllowances>;
  beforeEach(async () => {
    table = await engine.freshTable();
    allowances = dynamoAllowances(table);
  });

  const reserve = (microDollars: number, limits: Partial<typeof plenty> = {}, day = today) =>
    allowances.chargeService(day, { lectures: 1, microDollars }, { ...plenty, ...limits });
  /** The user's day first, then everybody's. */
  const charge = async (
    lectureId: number,
    limits: Partial<typeof plenty> = plenty,
    userId = 7_001,
    day = today,
  ) =>
    (await allowances.chargeUser({ userId, lectureId }, day, limits.perUser ?? plenty.perUser)) &&
    reserve(1_000, limits, day);
  const trueOf = (answers: readonly boolean[]) => answers.filter(Boolean).length;
  const items = async () => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    return Items;
  };
  const chargedGlobally = async () => {
    const item = (await items()).find(({ pk }) => pk === 'QUOTA');
    return item ? counted.parse(item).charged : 0;
  };
  const spent = async () => {
    const item = (await items()).find(({ pk }) => pk === 'QUOTA');
    return item ? counted.parse(item).microDollars : 0;
  };

  describe('a user’s allowance', () => {
    it('is charged a limited number of times a day by thirty lectures at once', async () => {
      const limits = { perUser: 10, global: 1_000 };
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, lectureId) => charge(lectureId + 1, limits)),
      );
      expect(trueOf(answers)).toBe(10);
      expect(await chargedGlobally()).toBe(10);
    });

    it('is charged once by a lecture that comes thirty times at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => charge(1, { perUser: 1, global: 1_000 })),
      );
      expect(trueOf(answers)).toBe(30);
      expect(await charge(2, { perUser: 1, global: 1_000 })).toBe(false);
    });

    it('is separate for each day and user', async () => {
      const limits = { perUser: 1, global: 1_000 };
      expect(await charge(1, limits)).toBe(true);
      expect(await charge(2, limits)).toBe(false);
      expect(await charge(2, limits, 7_002)).toBe(true);
      expect(await charge(2, limits, 7_001, today + 1)).toBe(true);
    });

    it('is read with the profile by the next request', async () => {
      const users = dynamoUsers(table);
      const user = { userId: 7_001, name: '사용자', tokenVersion: 1, createdAt: testStart };
      await users.create(user);
      const lecturesToday = async (day = today) =>
        (await users.findCaller(7_001, day, 'consistent'))?.lecturesToday;

      expect(await lecturesToday()).toBe(0);
      await charge(1);
      await charge(2);
      await charge(2);
      await charge(3, plenty, 7_001, today - 1);
      expect(await lecturesToday()).toBe(2);
      expect(await lecturesToday(today + 1)).toBe(0);
    });
  });

  describe('the service’s allowance', () => {
    it('is charged a limited number of times by thirty users at once', async () => {
      const limits = { perUser: 5, global: 12 };
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, index) => charge(index + 1, limits, 8_000 + index)),
      );
      expect(trueOf(answers)).toBe(12);
      expect(await chargedGlobally()).toBe(12);
    });

    it('is not used up by users over their own', async () => {
      const limits = { perUser: 2, global: 3 };
      await Promise.all(Array.from({ length: 30 }, (_, index) => charge(index + 1, limits)));
      expect(await chargedGlobally()).toBe(2);
      expect(await charge(99, limits, 7_002)).toBe(true);
    });
  });

  describe('the service’s dollars', () => {
    it('are reserved by a limited number of lectures when thirty come at once', async () => {
      const limits = { providerMicroDollars: 100_000 };
      const answers = await Promise.all(Array.from({ length: 30 }, () => reserve(9_000, limits)));
      expect(trueOf(answers)).toBe(11);
      expect(await spent()).toBe(99_000);
      expect(await reserve(100_001, limits, today + 1)).toBe(false);
    });

    it('are settled by what a lecture cost, be it less or more', async () => {
      await reserve(50_000);
      await reserve(50_000);
      await allowances.settle({ day: today, microDollars: 50_000 }, 12_000);
      await allowances.settle({ day: today, microDollars: 50_000 }, 51_000);
      expect(await spent()).toBe(63_000);
    });

    it('never fall below zero, and do not appear on a day that nobody counted', async () => {
      await reserve(5_000);
      await allowances.settle({ day: today, microDollars: 50_000 }, 0);
      await allowances.settle({ day: today + 1, microDollars: 50_000 }, 51_000);
      expect(await spent()).toBe(5_000);
      expect((await items()).filter(({ pk }) => pk === 'QUOTA')).toHaveLength(1);
    });

    it('of a part are reserved and settled in that part alone', async () => {
      await reserve(5_000);
      const charge = { lectures: 1, microDollars: 7_000, part: 2 } as const;
      expect(await allowances.chargeService(today, charge, plenty)).toBe(true);
      await allowances.settle({ day: today, microDollars: 7_000, part: 2 }, 6_000);
      expect(await spent()).toBe(5_000);
      const part = (await items()).find(({ pk }) => pk === globalQuotaKey(today, 2).pk);
      expect(part).toMatchObject({ charged: 1, microDollars: 6_000 });
    });

    it('continue from a counter that an older version has written', async () => {
      await allowances.chargeService(today, { lectures: 1, microDollars: 0 }, plenty);
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: globalQuotaKey(today),
          UpdateExpression: 'REMOVE microDollars',
        }),
      );
      expect(await reserve(5_000)).toBe(true);
      expect([await chargedGlobally(), await spent()]).toEqual([2, 5_000]);
    });
  });

  it('of refused uploads are separate for each user, and apart from their lectures', async () => {
    const refuse = (lectureId: number, userId = 7_001) =>
      allowances.countRefusal({ userId, lectureId }, today, 2);
    expect([await refuse(1), await refuse(2), await refuse(2), await refuse(3)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(await refuse(3, 7_002)).toBe(true);
    expect(await charge(4, { perUser: 1 })).toBe(true);
  });

  it('carry what a process has learned of the pace to the next charge on that day', async () => {
    const [taught, learning] = [paceMemory(), paceMemory()];
    const limits = { ...plenty };
    const one = dynamoAllowances(table, taught);
    const other = dynamoAllowances(table, learning);
    taught.note({ assessingSeconds: 90, hearing: { audioSeconds: 30, seconds: 9 } });
    expect(await one.chargeService(today, { lectures: 1, microDollars: 9 }, limits)).toBe(true);
    expect(learning.current()).toEqual(usualPace);
    await one.settle({ day: today, microDollars: 9 }, 4);
    expect(await other.chargeService(today, { lectures: 1, microDollars: 9 }, limits)).toBe(true);
    expect(learning.current()).toEqual(roundedPace(taught.current()));
    const next = dynamoAllowances(table, learning);
    await next.chargeService(today + 1, { lectures: 1, microDollars: 9 }, limits);
    expect(learning.current()).toEqual(roundedPace(taught.current()));
  });

  describe('an address’s tokens', () => {
    const countToken = (address: string, limit: number, day = today) =>
      allowances.countToken(address, day, limit);

    it('are limited to a number a day when thirty come at once', async () => {
      const answers = await Promise.all(Array.from({ length: 30 }, () => countToken('digest', 7)));
      expect(trueOf(answers)).toBe(7);
    });

    it('are separate for each address and day', async () => {
      expect(await countToken('one', 1)).toBe(true);
      expect(await countToken('one', 1)).toBe(false);
      expect(await countToken('two', 1)).toBe(true);
      expect(await countToken('one', 1, today + 1)).toBe(true);
    });
  });

  it('leave counters that expire by themselves, two days after the day they count', async () => {
    await charge(1);
    await allowances.countToken('digest', today, 5);
    const expiries = (await items()).map((item) => item[tableKeys.timeToLive]);
    expect(expiries).toEqual(new Array(3).fill(seoulDayStart(today + 3) / 1000));
  });
});
