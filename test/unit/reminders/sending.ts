import { findDue } from '../../../shared/reminders/find-due.ts';
import { nextReminderAt } from '../../../shared/reminders/plan.ts';
import type {
  Device,
  EndedLecture,
  PushMessage,
  PushOutcome,
  ReminderMessage,
  Reminders,
} from '../../../shared/reminders/ports.ts';
import { sendMessage, tellOfEnd } from '../../../shared/reminders/send.ts';
import { inMemoryReminders } from '../../support/in-memory-reminders.ts';
import { manualClock, testStart } from '../../support/manual-clock.ts';

export const hour = 3_600_000;
export const userId = 90_000;
export const lectureId = 7_000_001;

/** Noon in Seoul. */
export const taughtAt = testStart;

export const device = (name: string): Device => ({
  ...{ endpoint: `https://push.example/${name}`, p256dh: name, auth: name, since: 0 },
});

export const reminded = (parts: Partial<Reminders> = {}): Reminders => {
  const plan = { userId, zone: 'Asia/Seoul', taughtAt, unanswered: 0, ...parts };
  return {
    ...{ daily: true, language: 'ko', devices: [device('a')] },
    ...{ ...plan, remindAt: nextReminderAt(plan), ...parts },
  };
};

export function sending(
  rows: readonly Reminders[],
  { taughtLast = taughtAt }: { taughtLast?: number } = {},
) {
  const clock = manualClock();
  const reminders = inMemoryReminders(...rows);
  const sent: { to: string; message: PushMessage; notification: Record<string, unknown> }[] = [];
  const queued: { message: ReminderMessage; delaySeconds: number | undefined }[] = [];
  const outcomes: PushOutcome[] = [];
  const counted: string[] = [];
  let taught = taughtLast;
  let names = 0;
  const ports = {
    reminders,
    lastTaught: async () => taught,
    push: async ({ endpoint }: Device, message: PushMessage) => {
      sent.push({ to: endpoint, message, notification: JSON.parse(message.text) });
      return outcomes.shift() ?? ({ kind: 'sent' } as const);
    },
    queue: {
      send: async (message: ReminderMessage, delaySeconds?: number) => {
        queued.push({ message, delaySeconds });
      },
      sendAll: async (messages: readonly ReminderMessage[]) => {
        queued.push(...messages.map((message) => ({ message, delaySeconds: undefined })));
      },
      waiting: async () => queued.length,
    },
    clock: clock.now,
    newName: () => `name ${++names}`,
    count: (outcome: string) => counted.push(outcome),
  };
  return {
    ...{ clock, reminders, sent, queued, outcomes, counted },
    find: () => findDue(ports, () => true),
    handle: (message: ReminderMessage) => sendMessage(ports, message),
    /** Does what a worker does that has written an end. */
    tell: (ended: EndedLecture) => tellOfEnd(ports, ended),
    /** Handles everything that waits, each message that many times. */
    async work(times = 1) {
      for (const { message } of queued.splice(0)) {
        for (let time = 0; time < times; time++) await sendMessage(ports, message);
      }
    },
    teachNow: () => {
      taught = clock.now();
    },
  };
}
