import { afterEach, beforeEach, expect, it } from 'vitest';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoLastTaught, dynamoReminders } from '../../../shared/adapters/dynamo-reminders.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { nextReminderAt } from '../../../shared/reminders/plan.ts';
import type {
  Due,
  EndedLecture,
  ReminderMessage,
  Reminders,
} from '../../../shared/reminders/ports.ts';
import { type SendPorts, sendMessage, tellOfEnd } from '../../../shared/reminders/send.ts';
import { measured } from '../../bench/costs/assumptions.ts';
import { capacityMeter, unitsOf } from '../../support/capacity-meter.ts';
import { describeOnEngine, type EngineTable, hasDynoxide } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { manualClock, testStart } from '../../support/manual-clock.ts';

/** As long as those of browsers. */
const endpoint = `https://fcm.googleapis.com/fcm/send/${'A'.repeat(150)}`;

const remindedAt = (userId: number, taughtAt: number): Reminders => {
  const plan = { userId, zone: 'Asia/Seoul', taughtAt, unanswered: 0 };
  return {
    ...plan,
    ...{ daily: true, language: 'ko', remindAt: nextReminderAt(plan) },
    devices: [{ endpoint, p256dh: 'B'.repeat(87), auth: 'a'.repeat(22), since: taughtAt }],
  };
};

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'being reminded', (engine) => {
    let table: EngineTable;
    beforeEach(async () => {
      table = await engine.freshTable();
    });
    afterEach(() => {
      table.client.middlewareStack.remove('capacityMeter');
    });

    const userId = 90_000;

    /** A learner who has taught and wants to be reminded, and what sends. */
    async function learner() {
      const clock = manualClock();
      const reminders = dynamoReminders(table);
      await dynamoLectures(table).create(
        lectureOf({ userId, lectureId: newId(testStart, 0.5), createdAt: testStart }),
      );
      await reminders.replace(remindedAt(userId, testStart), 0);
      let pushed = 0;
      const ports: SendPorts = {
        ...{ reminders, lastTaught: dynamoLastTaught(table), clock: clock.now },
        push: async () => {
          pushed += 1;
          return { kind: 'sent' };
        },
        ...{ queue: { send: async () => {} }, newName: () => 'name', count: () => {} },
      };
      const send = (message: ReminderMessage) => sendMessage(ports, message);
      const tell = (ended: EndedLecture) => tellOfEnd(ports, ended);
      return { clock, reminders, send, tell, pushed: () => pushed };
    }

    const dueBy = async (by: number) => {
      const found: Due[] = [];
      for await (const due of dynamoReminders(table).listDue(by)) found.push(...due);
      return found;
    };

    it('costs what is assumed for a turn, and for the end of a lecture that a device is told of', async () => {
      const { clock, send, tell, pushed } = await learner();
      clock.advanceSeconds(23.5 * 3_600);
      const due = await dueBy(clock.now());
      const meter = capacityMeter(table.client);
      await send({ kind: 'due', due });
      expect(pushed()).toBe(1);
      expect({ writes: unitsOf(meter.writes), reads: unitsOf(meter.reads) }).toEqual(
        measured.unitsPerReminder,
      );
      meter.reset();
      await tell({ userId, lectureId: newId(clock.now(), 0.5), isGraded: true });
      expect(pushed()).toBe(2);
      expect({ writes: unitsOf(meter.writes), reads: unitsOf(meter.reads) }).toEqual(
        measured.unitsPerToldEnd,
      );
    });

    it('reads as many bytes of the index as are assumed, and none for idle learners', async () => {
      const reminders = dynamoReminders(table);
      const learners = 2_000;
      for (let at = 0; at < learners; at++) {
        const row = remindedAt(userId + 8 * at, testStart);
        const isIdle = at % 2 === 1;
        await reminders.replace({ ...row, remindAt: isIdle ? undefined : row.remindAt }, 0);
      }
      const meter = capacityMeter(table.client);
      expect(await dueBy(testStart + 48 * 3_600_000)).toHaveLength(learners / 2);
      // All learners are in one shard; asking each of the others takes at least half a unit.
      const bytes = (unitsOf(meter.reads) - 3.5) * 2 * 4_096;
      expect(bytes / (learners / 2)).toBeLessThanOrEqual(measured.reminderIndexBytes);
      meter.reset();
      expect(await dueBy(testStart)).toEqual([]);
      expect(unitsOf(meter.reads)).toBeLessThanOrEqual(4);
    });
  });
}
