import { describe, expect, it } from 'vitest';
import { duePerMessage } from '../../../shared/reminders/find-due.ts';
import { device, hour, lectureId, reminded, sending, taughtAt, userId } from './sending.ts';

describe('a reminder that is due', () => {
  it('is found, is sent once to each device, and the next one is planned', async () => {
    const world = sending([reminded({ devices: [device('a'), device('b')] })]);
    expect(await world.find()).toBe(0);
    world.clock.advanceSeconds(23.5 * 3_600);
    expect(await world.find()).toBe(1);
    await world.work();
    expect(world.sent.map(({ to }) => to)).toEqual([
      'https://push.example/a',
      'https://push.example/b',
    ]);
    expect(world.sent[0]?.notification).toEqual({
      ...{ kind: 'REMINDER', language: 'ko', hash: '#/' },
      ...{ title: expect.stringMatching(/[가-힣]/), body: expect.stringMatching(/[가-힣]/) },
    });
    expect(world.reminders.of(userId)).toMatchObject({
      ...{ unanswered: 1, sentAt: taughtAt + 23.5 * hour, remindAt: taughtAt + 47.5 * hour },
    });
    expect(await world.find()).toBe(0);
    expect(world.counted).toEqual(['sent', 'sent']);
  });

  it('is sent once, however often it is found and delivered', async () => {
    const world = sending([reminded()]);
    world.clock.advanceSeconds(24 * 3_600);
    await world.find();
    await world.find();
    await world.work(3);
    expect(world.sent).toHaveLength(1);
  });

  it('is kept by its push service until the night at most', async () => {
    const world = sending([reminded({ taughtAt: taughtAt + 8.5 * hour })], {
      taughtLast: taughtAt + 8.5 * hour,
    });
    // 20:00 in Seoul.
    world.clock.advanceSeconds(32 * 3_600);
    await world.find();
    await world.work();
    expect(world.sent[0]?.message).toMatchObject({ timeToLiveSeconds: 3_600, topic: 'reminder' });
  });

  it('moves without a word if the learner has taught meanwhile', async () => {
    const world = sending([reminded({ unanswered: 2, sentAt: taughtAt - 20 * hour })]);
    const { remindAt = 0 } = world.reminders.of(userId) ?? {};
    world.clock.advanceSeconds((remindAt - taughtAt) / 1000 - 3_600);
    world.teachNow();
    world.clock.advanceSeconds(3_600);
    await world.find();
    await world.work();
    expect(world.sent).toEqual([]);
    expect(world.reminders.of(userId)).toMatchObject({
      ...{ unanswered: 0, remindAt: remindAt + 22.5 * hour },
    });
  });

  it('says of the seventh unanswered one that it is the last, and leaves the index', async () => {
    const sentAt = taughtAt - 7 * 24 * hour;
    const world = sending([reminded({ unanswered: 6, sentAt, taughtAt: sentAt, language: 'en' })], {
      taughtLast: sentAt,
    });
    await world.find();
    await world.work();
    expect(world.sent[0]?.notification).toMatchObject({
      ...{ kind: 'LAST_REMINDER', title: 'This is the last reminder' },
    });
    expect(world.reminders.of(userId)?.remindAt).toBeUndefined();
    world.clock.advanceSeconds(1e7);
    expect(await world.find()).toBe(0);
  });

  it('goes out in several messages if there are many learners, and waits for those before', async () => {
    const many = Array.from({ length: 95 }, (_, at) => reminded({ userId: userId + 90 * at }));
    const world = sending(many);
    world.clock.advanceSeconds(24 * 3_600);
    expect(await world.find()).toBe(95);
    const sizes = world.queued.map(({ message }) =>
      message.kind === 'due' ? message.due.length : 0,
    );
    expect(sizes).toEqual([20, 20, 20, 20, 15]);
    expect(Math.max(...sizes)).toBe(duePerMessage);
    for (let time = 0; time < 10; time++) await world.find();
    expect(await world.find()).toBeUndefined();
    await world.work();
    expect(world.sent).toHaveLength(95);
  });
});

describe('the end of a lecture', () => {
  const ended = { kind: 'ended', userId, lectureId, isGraded: true } as const;

  it('is told at once by the worker that wrote it, whose write is the claim', async () => {
    const world = sending([reminded()]);
    await world.tell(ended);
    expect(world.sent.map(({ notification }) => notification)).toEqual([
      expect.objectContaining({ kind: 'READY', hash: `#/lectures/${lectureId}` }),
    ]);
    expect(world.reminders.of(userId)).toEqual(reminded());
    await world.tell({ ...ended, lectureId: lectureId + 1, isGraded: false });
    expect(world.sent[1]?.notification).toMatchObject({ kind: 'ENDED' });
  });

  it('is told once if a worker of the release before asks for it', async () => {
    const world = sending([reminded()]);
    await world.handle(ended);
    await world.handle(ended);
    expect(world.sent.map(({ notification }) => notification)).toEqual([
      expect.objectContaining({ kind: 'READY', hash: `#/lectures/${lectureId}` }),
    ]);
    await world.handle({ ...ended, lectureId: lectureId + 1, isGraded: false });
    expect(world.sent[1]?.notification).toMatchObject({ kind: 'ENDED' });
  });

  it('is told to nobody who asked for nothing, nor to a user who is gone', async () => {
    const world = sending([reminded({ devices: [] })]);
    await world.tell(ended);
    await world.tell({ ...ended, userId: 1 });
    await world.handle(ended);
    await world.handle({ ...ended, userId: 1 });
    expect(world.sent).toEqual([]);
    expect(world.reminders.of(1)).toBeUndefined();
  });

  it('wakes reminders that had ended', async () => {
    const world = sending([reminded({ unanswered: 7, remindAt: undefined })]);
    await world.tell(ended);
    expect(world.reminders.of(userId)).toMatchObject({
      ...{ unanswered: 0, remindAt: taughtAt + 23.5 * hour },
    });
  });

  it('wakes none that are not wanted', async () => {
    const world = sending([reminded({ daily: false, remindAt: undefined })]);
    await world.tell(ended);
    expect(world.sent).toHaveLength(1);
    expect(world.reminders.of(userId)?.remindAt).toBeUndefined();
  });
});

describe('a push service', () => {
  const ended = { userId, lectureId, isGraded: true };

  it('that no longer knows a device has it forgotten, and the last one ends the reminders', async () => {
    const world = sending([reminded({ devices: [device('a'), device('b')] })]);
    world.outcomes.push({ kind: 'gone' }, { kind: 'sent' });
    await world.tell(ended);
    expect(world.reminders.of(userId)?.devices).toEqual([device('b')]);
    world.outcomes.push({ kind: 'gone' });
    await world.tell({ ...ended, lectureId: lectureId + 1 });
    expect(world.reminders.of(userId)).toMatchObject({ devices: [] });
    expect(world.reminders.of(userId)?.remindAt).toBeUndefined();
  });

  it('that asks to wait is asked again then, for that device alone, and once', async () => {
    const world = sending([reminded({ devices: [device('a'), device('b')] })]);
    world.outcomes.push({ kind: 'sent' }, { kind: 'wait', seconds: 120 });
    await world.tell(ended);
    expect(world.queued).toMatchObject([{ delaySeconds: 120, message: { kind: 'again' } }]);
    world.clock.advanceSeconds(121);
    await world.work(3);
    expect(world.sent.map(({ to }) => to.at(-1))).toEqual(['a', 'b', 'b']);
    expect(world.sent[2]?.notification).toEqual(world.sent[1]?.notification);
    // Kept there no longer than the first time.
    expect(world.sent[2]?.message.timeToLiveSeconds).toBe(24 * 3_600 - 121);
  });

  it('is asked no sooner than it says, however soon the message is delivered', async () => {
    const world = sending([reminded()]);
    world.outcomes.push({ kind: 'wait', seconds: 2_000 });
    await world.tell(ended);
    expect(world.queued[0]?.delaySeconds).toBe(900);
    world.clock.advanceSeconds(900);
    await world.work();
    expect(world.queued[0]?.delaySeconds).toBe(900);
    world.clock.advanceSeconds(900);
    await world.work();
    expect(world.queued[0]?.delaySeconds).toBe(200);
    expect(world.sent).toHaveLength(1);
    world.clock.advanceSeconds(200);
    await world.work();
    expect(world.sent).toHaveLength(2);
  });

  it('that stays busy is left alone after three times', async () => {
    const world = sending([reminded()]);
    for (let time = 0; time < 5; time++) world.outcomes.push({ kind: 'wait', seconds: 60 });
    await world.tell(ended);
    for (let time = 0; time < 5; time++) {
      world.clock.advanceSeconds(61);
      await world.work();
    }
    expect(world.sent).toHaveLength(3);
    expect(world.queued).toEqual([]);
  });

  it('that wants more time than a reminder is useful for gets none', async () => {
    const world = sending([reminded()]);
    world.clock.advanceSeconds(23.5 * 3_600);
    await world.find();
    world.outcomes.push({ kind: 'wait', seconds: 5 * 3_600 });
    await world.work();
    expect(world.queued).toEqual([]);
  });

  it('that does not answer is not asked again: it may have accepted the message', async () => {
    const world = sending([reminded()]);
    world.outcomes.push({ kind: 'failed' });
    await world.handle({ kind: 'ended', ...ended });
    expect(world.queued).toEqual([]);
    await world.handle({ kind: 'ended', ...ended });
    expect(world.sent).toHaveLength(1);
    expect(world.counted).toEqual(['failed']);
  });
});

describe('the message to a device', () => {
  it('has the same length whatever it says, and names nobody', async () => {
    const world = sending([reminded()]);
    await world.tell({ userId, lectureId, isGraded: true });
    await world.tell({ userId, lectureId: lectureId + 1, isGraded: false });
    const bytes = world.sent.map(({ message }) => Buffer.byteLength(message.text));
    expect(bytes).toEqual([512, 512]);
  });
});
