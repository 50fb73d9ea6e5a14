import { describe, expect, it } from 'vitest';
import { keptRemindersBody } from '../../../shared/reminders/change-reminders.ts';
import type { Reminders } from '../../../shared/reminders/ports.ts';
import { device, hour, remindedLearner, start, userId } from '../../support/reminded-learner.ts';

const kept = (parts: Partial<Reminders> = {}): Reminders => ({
  ...{ userId, zone: 'Asia/Seoul', daily: true, language: 'ko' },
  devices: [{ ...device('a'), since: 5 }],
  ...{ taughtAt: start - 30 * hour, unanswered: 0, remindAt: start + 2 * hour },
  ...parts,
});

/** What a device says that wants to be reminded. */
const daily = true;

describe('what is kept of reminders', () => {
  it('is all that a device has said, and that nothing has gone unanswered', async () => {
    const { tell, row, asked } = remindedLearner(undefined);
    await tell({ daily: false, language: 'en', device: device('a') });
    expect(row()).toEqual({
      ...{ userId, zone: 'Asia/Seoul', daily: false, language: 'en', remindAt: undefined },
      ...{ devices: [{ ...device('a'), since: start }], taughtAt: start, unanswered: 0 },
    });
    // Lectures are looked for if somebody wants to be reminded.
    expect(asked.lectures).toBe(0);
  });

  it('changes with each thing that a device says', async () => {
    const { tell, row, read } = remindedLearner(kept());
    await tell({ daily, language: 'en' });
    expect(await read()).toMatchObject({ language: 'en', daily: true, zone: 'Asia/Seoul' });
    await tell({ daily, language: 'en', device: device('b') });
    expect(row()?.devices.map(({ since }) => since)).toEqual([5, start]);
    await tell({ language: 'en', daily: false });
    expect(await read()).toMatchObject({ daily: false, devices: 2, nextAt: null });
  });

  it('is no longer wanted if there is no device either', async () => {
    const { tell, read } = remindedLearner(undefined);
    await tell({ daily: true });
    expect(await read()).toMatchObject({ daily: true, devices: 0 });
    await tell({ daily: false });
    expect(await read()).toMatchObject({ daily: false, devices: 0 });
  });

  it('is not written again for another order of its fields, nor of a device’s own fields', async () => {
    const turned = <Each extends object>(one: Each) =>
      Object.fromEntries(Object.entries(one).reverse()) as Each;
    const { remindAt, ...rest } = kept();
    for (const row of [
      turned({ ...rest, remindAt, devices: rest.devices.map(turned) }),
      { ...rest, remindAt, devices: rest.devices.map(turned) },
      turned({ ...rest, remindAt }),
    ]) {
      const { tell, asked } = remindedLearner(row);
      await tell({ daily, device: device('a') });
      expect(asked.replaces).toBe(0);
    }
  });

  it('has a device that is named again in its place, with its new keys and since its first day', async () => {
    const devices = ['a', 'b'].map((name, at) => ({ ...device(name), since: at }));
    const { tell, row } = remindedLearner(kept({ devices }));
    await tell({ daily, device: { ...device('a'), p256dh: 'BB', auth: 'aa' } });
    expect(row()?.devices).toEqual([
      { ...device('a'), p256dh: 'BB', auth: 'aa', since: 0 },
      { ...device('b'), since: 1 },
    ]);
  });

  it('has a device in the place of another that goes', async () => {
    const devices = ['a', 'b'].map((name, at) => ({ ...device(name), since: at }));
    const { tell, row } = remindedLearner(kept({ devices }));
    await tell({ daily, device: device('c'), without: device('a').endpoint });
    expect(row()?.devices).toEqual([
      { ...device('b'), since: 1 },
      { ...device('c'), since: start },
    ]);
  });

  it('is given up after five devices in turn were quicker, and succeeds if the fifth try is the first', async () => {
    const { tell, ports, row } = remindedLearner(undefined);
    const { replace } = ports.reminders;
    let tries = 0;
    ports.reminders.replace = async () => {
      tries += 1;
      return false;
    };
    await expect(tell({ daily, device: device('a') })).rejects.toMatchObject({ code: 'BUSY' });
    expect(tries).toBe(5);
    ports.reminders.replace = async (...args) => {
      tries += 1;
      return tries === 10 && replace(...args);
    };
    expect(await tell({ daily, device: device('a') })).toMatchObject({ devices: 1 });
    expect(row()?.devices).toHaveLength(1);
  });
});

describe('the next reminder', () => {
  it('keeps its hour if nothing but the language or a device changes', async () => {
    const { tell } = remindedLearner(kept(), start - hour);
    const told = await tell({ daily, language: 'en', device: device('b') });
    expect(told.nextAt).toBe(new Date(start + 2 * hour).toISOString());
  });

  it('continues in another zone from what was sent and went unanswered', async () => {
    const sentAt = start - 20 * hour;
    const { tell, row } = remindedLearner(kept({ sentAt, unanswered: 3 }), start - hour);
    await tell({ daily, zone: 'Asia/Tokyo' });
    expect(row()).toMatchObject({
      ...{ zone: 'Asia/Tokyo', sentAt, unanswered: 3, taughtAt: start - 30 * hour },
      // The fourth comes two days after the third.
      remindAt: sentAt + 48 * hour,
    });
  });

  it('is a day after the last lecture while that is in the future, and not if it is just now', async () => {
    const nextAfter = async (taughtLast: number) => {
      const { tell, row } = remindedLearner(
        kept({ remindAt: undefined, unanswered: 7 }),
        taughtLast,
      );
      const { nextAt } = await tell({ daily });
      return [nextAt, row()?.taughtAt, row()?.unanswered];
    };
    const iso = (at: number) => new Date(at).toISOString();
    const justBefore = start - 23.5 * hour + 1;
    expect(await nextAfter(justBefore)).toEqual([iso(start + 1), justBefore, 0]);
    expect(await nextAfter(justBefore - 1)).toEqual([iso(start + 23.5 * hour), start, 0]);
  });
});

describe('what is answered about reminders', () => {
  it('has no key in the first minutes of a stage', async () => {
    const { world, read } = remindedLearner(kept());
    world.key = undefined;
    expect(await read()).toEqual({
      ...{ publicKey: null, daily: true, zone: 'Asia/Seoul', language: 'ko', devices: 1 },
      nextAt: new Date(start + 2 * hour).toISOString(),
    });
  });

  it('tells in the export when the last one was sent, and how many are unanswered', () => {
    const row = kept({ sentAt: start, unanswered: 2, language: 'en' });
    expect(keptRemindersBody(row)).toEqual({
      ...{ daily: true, zone: 'Asia/Seoul', language: 'en', unanswered: 2 },
      devices: [{ endpoint: device('a').endpoint, since: new Date(5).toISOString() }],
      lastSentAt: new Date(start).toISOString(),
    });
  });
});
