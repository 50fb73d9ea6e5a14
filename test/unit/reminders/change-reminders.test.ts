import { describe, expect, it } from 'vitest';
import { reminderLimits } from '../../../shared/contracts/reminders.ts';
import { keptRemindersBody } from '../../../shared/reminders/change-reminders.ts';
import type { Reminders } from '../../../shared/reminders/ports.ts';
import { device, hour, remindedLearner, start, userId } from '../../support/reminded-learner.ts';

describe('reminders', () => {
  it('are off until somebody asks for them, and nothing is kept for those who never did', async () => {
    const { reminders, read, tell } = remindedLearner();
    const nothing = {
      ...{ publicKey: 'key', daily: false, zone: null, language: 'ko', devices: 0, nextAt: null },
    };
    expect(await read()).toEqual(nothing);
    expect(await tell({})).toEqual(nothing);
    expect(reminders.of(userId)).toBeUndefined();
  });

  it('come to a device that asked for them, 23.5 hours after the last lecture', async () => {
    const { tell, read } = remindedLearner(undefined, start - 3 * hour);
    const told = await tell({ daily: true, device: device('a') });
    expect(told).toMatchObject({
      ...{ daily: true, zone: 'Asia/Seoul', devices: 1 },
      nextAt: new Date(start + 20.5 * hour).toISOString(),
    });
    expect(await read()).toEqual(told);
  });

  it.each([undefined, start - 48 * hour])(
    'begin a day after they were asked for if nothing was taught lately (%s)',
    async (taughtLast) => {
      const { tell } = remindedLearner(undefined, taughtLast);
      const { nextAt } = await tell({ daily: true, device: device('a') });
      expect(nextAt).toBe(new Date(start + 23.5 * hour).toISOString());
    },
  );

  it('need a device, and a device alone is not reminded', async () => {
    const { tell } = remindedLearner();
    expect(await tell({ daily: true })).toMatchObject({ daily: true, devices: 0, nextAt: null });
    const told = await tell({ daily: false, device: device('a') });
    expect(told).toMatchObject({ daily: false, devices: 1, nextAt: null });
  });

  it('end when they are no longer wanted, and with the last device', async () => {
    const { tell, reminders } = remindedLearner();
    await tell({ daily: true, device: device('a') });
    expect(await tell({ daily: false })).toMatchObject({ devices: 1, nextAt: null });
    await tell({ daily: true });
    const gone = await tell({ daily: true, without: device('a').endpoint });
    expect(gone).toMatchObject({ devices: 0, nextAt: null });
    expect(reminders.of(userId)?.remindAt).toBeUndefined();
  });

  it('asked for again in the same words change nothing', async () => {
    const { clock, tell, reminders } = remindedLearner();
    await tell({ daily: true, device: device('a') });
    const { revision } = await reminders.find(userId);
    clock.advanceSeconds(3_600);
    await tell({ daily: true, device: device('a') });
    expect((await reminders.find(userId)).revision).toBe(revision);
  });

  it('follow a device to another zone', async () => {
    const { tell } = remindedLearner(undefined, start - 2 * hour);
    await tell({ daily: true, device: device('a') });
    // 10:00 in Seoul is 17:00 of the day before in Los Angeles, whose next 16:30 it is.
    const there = await tell({ daily: true, zone: 'America/Los_Angeles' });
    expect(there.nextAt).toBe(new Date(start + 21.5 * hour).toISOString());
    // There it would be at 2:30, and the evening before is the day of the lecture.
    const kathmandu = await tell({ daily: true, zone: 'Atlantic/Azores' });
    expect(kathmandu.nextAt).toBe('2026-11-23T09:00:00.000Z');
  });

  it('that had ended begin again, with nothing unanswered', async () => {
    const asleep: Reminders = {
      ...{ userId, zone: 'Asia/Seoul', taughtAt: start - 999 * hour, unanswered: 7 },
      ...{ sentAt: start - 300 * hour, daily: true, language: 'ko' },
      devices: [{ ...device('a'), since: 0 }],
    };
    const { tell, reminders } = remindedLearner(asleep, start - 999 * hour);
    await tell({ daily: true, device: device('a') });
    expect(reminders.of(userId)).toMatchObject({
      ...{ unanswered: 0, taughtAt: start, remindAt: start + 23.5 * hour },
    });
  });

  it('go to at most five devices, and the oldest gives way', async () => {
    const { tell, reminders } = remindedLearner();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'b', 'f']) await tell({ device: device(name) });
    const kept = reminders.of(userId)?.devices.map(({ endpoint }) => endpoint.at(-1));
    expect(kept).toEqual(['b', 'c', 'd', 'e', 'f']);
    expect(kept).toHaveLength(reminderLimits.devices);
  });

  it('go to no host that is no push service', async () => {
    const { tell, reminders } = remindedLearner();
    const asked = tell({ device: { ...device('a'), endpoint: 'https://169.254.169.254/latest' } });
    await expect(asked).rejects.toMatchObject({
      ...{ code: 'PUSH_SERVICE_UNKNOWN', field: 'device.endpoint' },
    });
    expect(reminders.of(userId)).toBeUndefined();
  });

  it('include both of two devices that ask at once', async () => {
    const { tell, reminders } = remindedLearner();
    await Promise.all([tell({ device: device('a') }), tell({ device: device('b') })]);
    expect(reminders.of(userId)?.devices).toHaveLength(2);
  });

  it('are exported with the devices that they go to', async () => {
    const { tell, reminders } = remindedLearner();
    expect(keptRemindersBody(undefined)).toBeNull();
    await tell({ daily: true, device: device('a') });
    expect(keptRemindersBody(reminders.of(userId))).toEqual({
      ...{ daily: true, zone: 'Asia/Seoul', language: 'ko', lastSentAt: null, unanswered: 0 },
      devices: [{ endpoint: device('a').endpoint, since: new Date(start).toISOString() }],
    });
  });
});
