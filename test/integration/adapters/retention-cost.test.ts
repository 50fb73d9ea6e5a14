import { afterEach, beforeEach, expect, it } from 'vitest';
import { profileKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoPresences, presenceAttributes } from '../../../shared/adapters/dynamo-presence.ts';
import { dynamoRetention } from '../../../shared/adapters/dynamo-retention.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { activityRecorder } from '../../../shared/platform/activity.ts';
import { countRetention } from '../../../shared/retention/count-retention.ts';
import { firstPresence, withDay } from '../../../shared/retention/presence.ts';
import { measured } from '../../bench/costs/assumptions.ts';
import { capacityMeter, unitsOf } from '../../support/capacity-meter.ts';
import { describeOnEngine, type EngineTable, hasDynoxide } from '../../support/dynamo-engines.ts';
import { testStart } from '../../support/manual-clock.ts';
import { itemBytes } from '../../support/read-units.ts';

const userId = newId(testStart, 0.5);
const presence = firstPresence(userId);
const first = presence?.lastDay ?? 0;

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'what retention costs', (engine) => {
    let table: EngineTable;
    beforeEach(async () => {
      table = await engine.freshTable();
    });
    afterEach(() => table.client.middlewareStack.remove('capacityMeter'));

    /** The units of noting each of these days after the install, one after the other. */
    async function unitsOfDays(days: readonly number[]): Promise<number[]> {
      const users = dynamoUsers(table);
      await users.create({
        ...{ userId, name: '사용자000001', tokenVersion: 1, createdAt: testStart },
        ...{ lastActiveDay: first, presence },
      });
      const note = activityRecorder(users);
      const units: number[] = [];
      for (const since of days) {
        const user = await users.find(userId);
        if (!user) throw new Error('no profile');
        const meter = capacityMeter(table.client);
        await note({ user, lecturesToday: 0, creditsToday: 0 }, seoulDayStart(first + since));
        units.push(unitsOf(meter.writes));
        table.client.middlewareStack.remove('capacityMeter');
      }
      return units;
    }

    it('is two write units an active day, and three on a week’s first after the first month', async () => {
      const { writeUnitsPerPresenceDay: usual } = measured;
      // From day 25 on they are counted longer than their cohort, and move from week to week.
      expect(await unitsOfDays([1, 2, 20, 40, 41, 47])).toEqual([usual, usual, usual, 3, usual, 3]);
    });

    it('reads that many bytes of the index for each learner who is counted', () => {
      const kept = [3, 9, 30].reduce((before, since) => withDay(before, first + since), presence);
      if (!kept) throw new Error('no presence');
      const { standingShard, days } = presenceAttributes(userId, kept);
      const bytes = itemBytes({ ...profileKey(userId), standingShard, days, recent: [first] });
      expect(bytes).toBeLessThanOrEqual(measured.presenceBytes);
      expect(bytes).toBeGreaterThan(measured.presenceBytes * 0.9);
    });

    it('is half a read unit for a run that finds nothing to count, and few for a day without learners', async () => {
      const ports = {
        ...{ learners: dynamoPresences(table), counted: dynamoRetention(table), experiments: [] },
        ...{ clock: () => seoulDayStart(first + 1) + 3_600_000, onDay: () => {} },
      };
      const meter = capacityMeter(table.client);
      await countRetention(ports);
      expect(unitsOf(meter.reads)).toBeLessThanOrEqual(measured.readUnitsPerCount);
      expect(unitsOf(meter.writes)).toBeLessThanOrEqual(measured.writeUnitsPerCount);
      meter.reset();
      await countRetention(ports);
      expect([unitsOf(meter.reads), unitsOf(meter.writes)]).toEqual([1, 0]);
    });
  });
}
