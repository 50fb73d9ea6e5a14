import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { remindersKey } from '../../shared/adapters/dynamo-keys.ts';
import { remindersSchema } from '../../shared/contracts/reminders.ts';
import { pushService } from '../support/push-service.ts';
import { simulatedCalendar } from '../support/simulated-calendar.ts';
import { keyOfUpload, patience, runningStack } from './running-stack.ts';
import { withPushService } from './template-changes.ts';

const hashTable = 1001;
const calendar = simulatedCalendar('2026-12-01T12:00+09:00');
const push = await pushService(calendar.now);
const stack = await runningStack({
  clock: calendar.now,
  changeTemplate: withPushService(push.origin),
});

const findDue = () => stack.runSchedule(stack.functionOf('send-reminders').logicalId);

async function untilNothingIsToSend(): Promise<void> {
  await vi.waitFor(async () => {
    const { visible, inFlight } = await stack.aws.queues.attributes(stack.reminderQueueArn);
    if (visible + inFlight > 0) throw new Error('there is something to send');
  }, patience);
}

/** A learner whose phone is subscribed. */
async function learner(name: string, wanted: { daily: boolean }) {
  const app = await stack.openApp();
  const { userId } = keyOfUpload(await app.presign());
  await findDue();
  const settings = async (body?: object) => {
    const answer = await app.call(body ? 'PUT' : 'GET', '/users/reminders', body);
    return remindersSchema.parse(await answer.json());
  };
  const { publicKey } = await settings();
  const device = push.subscribe(name, publicKey ?? 'none');
  const asked = { ...wanted, zone: 'Asia/Seoul', language: 'ko' };
  const told = await settings({ ...asked, device });
  return {
    ...{ app, userId, told, settings, asked },
    /** Typed, and its end is to be told. */
    async teach(text: string) {
      const body = { topicId: hashTable, text, notify: true };
      const answer = await app.call('POST', '/lecture', body);
      const { id } = z.looseObject({ id: z.int() }).parse(await answer.json());
      await app.waitFor({ id });
      return id;
    },
    received: () => push.received.filter((one) => one.device === name),
    row: () => stack.readItem(remindersKey(userId)),
  };
}

describe('a learner whose phone is subscribed', () => {
  it('is told of feedback, reminded a day later by day, and forgotten with all of it', async () => {
    const phone = await learner('phone', { daily: true });
    expect(phone.told).toMatchObject({ daily: true, devices: 1 });
    const id = await phone.teach('해시 함수는 키를 인덱스로 바꿔요.');
    await vi.waitFor(() => expect(phone.received()).toHaveLength(1), patience);
    expect(phone.received()[0]).toMatchObject({
      notification: { kind: 'READY', language: 'ko', hash: `#/lectures/${id}` },
      topic: 'lecture',
    });

    // 23.5 hours after noon it is half past eleven: a minute before, and then.
    await findDue();
    calendar.turnTo('2026-12-02T11:29+09:00');
    await findDue();
    await untilNothingIsToSend();
    expect(phone.received()).toHaveLength(1);
    calendar.turnTo('2026-12-02T11:32+09:00');
    await Promise.all([findDue(), findDue()]);
    await findDue();
    await vi.waitFor(() => expect(phone.received()).toHaveLength(2), patience);
    await untilNothingIsToSend();
    expect(phone.received()[1]).toMatchObject({
      notification: { kind: 'REMINDER', hash: '#/' },
      topic: 'reminder',
    });
    expect(phone.received()).toHaveLength(2);
    expect(push.complaints).toEqual([]);

    const exported = await phone.app.call('GET', '/users/me/export');
    expect(await exported.json()).toMatchObject({
      reminders: {
        devices: [{ endpoint: `${push.origin}/push/phone` }],
        lastSentAt: expect.stringMatching(/^2026-12-02T02:3/),
        unanswered: 1,
      },
    });
    await (await phone.app.call('DELETE', '/users/me')).arrayBuffer();
    calendar.turnTo('2026-12-03T12:00+09:00');
    await findDue();
    await untilNothingIsToSend();
    expect(phone.received()).toHaveLength(2);
    await expect(phone.row()).rejects.toThrow();
  });

  it('that is gone is forgotten by the first message it does not get', async () => {
    calendar.turnTo('2026-12-04T12:00+09:00');
    const phone = await learner('lost', { daily: true });
    push.answer('lost', { status: 410 });
    await phone.teach('충돌은 체이닝으로 풀어요.');
    await vi.waitFor(async () => expect((await phone.row())['devices']).toEqual([]), patience);
    expect(await phone.settings()).toMatchObject({ daily: true, devices: 0, nextAt: null });
    expect(phone.received()).toEqual([]);
  });

  it('whose push service is busy gets it when that says, and once', async () => {
    const phone = await learner('busy', { daily: false });
    push.answer('busy', { status: 429, headers: { 'retry-after': '1' } });
    await phone.teach('적재율이 커지면 다시 해싱해요.');
    await vi.waitFor(async () => expect(await phone.row()).toHaveProperty('again'), patience);
    push.answer('busy', undefined);
    await vi.waitFor(() => expect(phone.received()).toHaveLength(1), patience);
    expect(await phone.row()).not.toHaveProperty('again');
    expect(push.complaints).toEqual([]);
  });

  it('and who did not ask for reminders gets none', async () => {
    const phone = await learner('quiet', { daily: false });
    calendar.turnTo('2026-12-06T12:00+09:00');
    await findDue();
    await untilNothingIsToSend();
    expect(phone.received()).toEqual([]);
  });
});
