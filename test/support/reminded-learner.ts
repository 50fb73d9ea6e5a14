import type { ChangedReminders } from '../../shared/contracts/reminders.ts';
import { changeReminders, readReminders } from '../../shared/reminders/change-reminders.ts';
import type { Reminders } from '../../shared/reminders/ports.ts';
import { inMemoryReminders } from './in-memory-reminders.ts';
import { manualClock, testStart } from './manual-clock.ts';

export const userId = 90_000;
export const hour = 3_600_000;
/** Noon in Seoul. */
export const start = testStart;

export const device = (name: string) => ({
  ...{ endpoint: `https://push.example/${name}`, p256dh: 'B', auth: 'a' },
});

/** A learner whose device says what it wants; reminders are off unless it says otherwise. */
export function remindedLearner(given?: Reminders, taughtLast?: number) {
  const clock = manualClock();
  const reminders = inMemoryReminders(...(given ? [given] : []));
  const asked = { lectures: 0, replaces: 0 };
  const world = { key: 'key' as string | undefined };
  const ports = {
    reminders: {
      find: reminders.find,
      replace: async (...args: Parameters<typeof reminders.replace>) => {
        asked.replaces += 1;
        return reminders.replace(...args);
      },
    },
    pushKey: { find: async () => world.key, keep: async () => {} },
    lastTaught: async () => {
      asked.lectures += 1;
      return taughtLast;
    },
    isPushService: (endpoint: string) => endpoint.startsWith('https://push.example/'),
    clock: clock.now,
  };
  const tell = (wanted: Partial<ChangedReminders> = {}) =>
    changeReminders(ports, userId, {
      ...{ daily: false, zone: 'Asia/Seoul', language: 'ko', ...wanted },
    });
  return {
    ...{ clock, reminders, asked, world, ports, tell },
    row: () => reminders.of(userId),
    read: () => readReminders(ports, userId),
  };
}
