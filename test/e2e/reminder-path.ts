import { expect, vi } from 'vitest';
import { reminderShardOf, remindersKey } from '../../shared/adapters/dynamo-keys.ts';
import type { TestPushService } from '../support/push-service.ts';
import { keyOfUpload, patience, type RunningStack } from './running-stack.ts';

const hashTable = 1001;
const longAgo = 1;

/**
 * A lecture tells of its end at a busy push service, which is asked again and then no longer knows the
 * device. Then a turn comes up.
 */
export async function reminderPaths(stack: RunningStack, push: TestPushService): Promise<void> {
  const app = await stack.openApp();
  const { userId } = keyOfUpload(await app.presign());
  const row = () => stack.readItem(remindersKey(userId));

  push.answer('busy', { status: 429, headers: { 'retry-after': '5' } });
  const busy = { ...push.subscribe('busy', 'asks for no key'), since: longAgo };
  await stack.writeItem(remindersKey(userId), {
    ...{ zone: 'Asia/Seoul', taughtAt: longAgo, unanswered: 0, daily: true, language: 'ko' },
    ...{ devices: [busy], revision: 1 },
  });
  const text = '해시 테이블은 키를 인덱스로 바꿔요.';
  const told = await app.call('POST', '/lecture', { topicId: hashTable, text, notify: true });
  expect(told.status).toBe(200);
  await vi.waitFor(async () => expect(await row()).toHaveProperty('again'), patience);
  push.answer('busy', { status: 410 });
  await vi.waitFor(async () => expect((await row())['devices']).toEqual([]), patience);

  const device = { endpoint: 'https://push.invalid/1', p256dh: 'B', auth: 'a', since: longAgo };
  await stack.writeItem(remindersKey(userId), {
    ...{ devices: [device], reminderShard: reminderShardOf(userId), remindAt: longAgo },
  });
  await stack.runSchedule(stack.functionOf('send-reminders').logicalId);
  // By night it moves to the morning, and nothing is sent.
  await vi.waitFor(async () => expect((await row())['remindAt']).not.toBe(longAgo), patience);
}
