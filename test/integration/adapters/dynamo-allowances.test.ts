import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { tableKeys } from '../../../shared/contracts/table.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { testStart } from '../../support/manual-clock.ts';

const today = seoulDay(testStart);
const plenty = { perUser: 1_000, global: 1_000 };
const counted = z.object({ charged: z.number() });

describeOnEachEngine('daily allowances in the table', (engine) => {
  let table: EngineTable;
  let allowances: ReturnType<typeof dynamoAllowances>;
  beforeEach(async () => {
    table = await engine.freshTable();
    allowances = dynamoAllowances(table);
  });

  const charge = (lectureId: number, limits = plenty, userId = 7_001, day = today) =>
    allowances.charge({ userId, lectureId }, day, limits);
  const trueOf = (answers: readonly boolean[]) => answers.filter(Boolean).length;
  const items = async () => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    return Items;
  };
  const chargedGlobally = async () => {
    const item = (await items()).find(({ pk }) => pk === 'QUOTA');
    return item ? counted.parse(item).charged : 0;
  };

  describe('a user’s', () => {
    it('is charged at most so many a day by thirty lectures at once', async () => {
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

    it('is each day’s and each user’s own', async () => {
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

  describe('the service’s', () => {
    it('is charged at most so many by thirty users at once', async () => {
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

  describe('an address’s tokens', () => {
    const countToken = (address: string, limit: number, day = today) =>
      allowances.countToken(address, day, limit);

    it('are at most so many a day of thirty at once', async () => {
      const answers = await Promise.all(Array.from({ length: 30 }, () => countToken('digest', 7)));
      expect(trueOf(answers)).toBe(7);
    });

    it('are each address’s and each day’s own', async () => {
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
