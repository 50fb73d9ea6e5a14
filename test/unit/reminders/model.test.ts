import fc from 'fast-check';
import { expect, it } from 'vitest';
import { localTime } from '../../../shared/calendar/local-time.ts';
import { findDue } from '../../../shared/reminders/find-due.ts';
import { mostUnanswered, nextReminderAt } from '../../../shared/reminders/plan.ts';
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
import { manualClock } from '../../support/manual-clock.ts';

const zone = 'Asia/Seoul';
const learners = [90_000, 90_001, 90_002];
const device: Device = { endpoint: 'https://push.example/a', p256dh: 'B', auth: 'a', since: 0 };

const outcomes: readonly PushOutcome[] = [
  { kind: 'sent' },
  { kind: 'failed' },
  { kind: 'wait', seconds: 90 },
];

const step = fc.oneof(
  fc.record({
    do: fc.constant('pass' as const),
    hours: fc.double({ min: 0.01, max: 40, noNaN: true }),
  }),
  fc.record({ do: fc.constant('find' as const) }),
  fc.record({
    do: fc.constant('deliver' as const),
    which: fc.nat(50),
    /** Dies before its port call of that number, or never if it makes fewer. */
    diesAt: fc.nat(12),
    outcome: fc.nat(2),
    /** Stays on the queue, as if nobody had acknowledged it. */
    comesAgain: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('teach' as const),
    who: fc.nat(2),
    /** By the worker itself, or by a message of the release before. */
    toldBy: fc.constantFrom('worker' as const, 'message' as const, 'nobody' as const),
    diesAt: fc.nat(12),
    outcome: fc.nat(2),
  }),
);

class Killed extends Error {}

/** Everything that happened, as devices and learners saw it. */
function world(start: number) {
  const clock = manualClock(start);
  const planOf = (userId: number): Reminders => {
    const plan = { userId, zone, taughtAt: start, unanswered: 0 };
    return {
      ...{ ...plan, daily: true, language: 'ko', devices: [device] },
      remindAt: nextReminderAt(plan),
    };
  };
  const rows = inMemoryReminders(...learners.map(planOf));
  const taughtLast = new Map<number, number>();
  const queue: ReminderMessage[] = [];
  let lectures = 0;
  let names = 0;
  let callsLeft = Number.POSITIVE_INFINITY;
  let outcome: PushOutcome = { kind: 'sent' };
  let sendingTo = 0;
  /** A message that may have reached its device; one that the push service refused has not. */
  const arrived: { userId: number; at: number; kind: string; hash: string }[] = [];
  const alive = () => {
    callsLeft -= 1;
    if (callsLeft < 0) throw new Killed();
  };
  /** A port beyond which a killed worker does not come. */
  const mortal =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      alive();
      return call(...args);
    };
  const ports = {
    reminders: {
      ...rows,
      find: mortal(rows.find),
      replace: mortal(rows.replace),
      takeTurn: mortal(async (...args: Parameters<typeof rows.takeTurn>) => {
        sendingTo = args[0].userId;
        return rows.takeTurn(...args);
      }),
      noteTold: mortal(async (userId: number, lectureId: number) => {
        sendingTo = userId;
        return rows.noteTold(userId, lectureId);
      }),
      leaveForRetry: mortal(rows.leaveForRetry),
      takeForRetry: mortal(async (userId: number, id: string) => {
        sendingTo = userId;
        return rows.takeForRetry(userId, id);
      }),
    },
    lastTaught: mortal(async (userId: number) => taughtLast.get(userId)),
    push: mortal(async (_device: Device, message: PushMessage) => {
      const { kind, hash } = JSON.parse(message.text) as { kind: string; hash: string };
      if (outcome.kind !== 'wait') arrived.push({ userId: sendingTo, at: clock.now(), kind, hash });
      return outcome;
    }),
    queue: {
      send: mortal(async (message: ReminderMessage) => void queue.push(message)),
      sendAll: async (messages: readonly ReminderMessage[]) => void queue.push(...messages),
      waiting: async () => 0,
    },
    clock: clock.now,
    newName: () => `name ${++names}`,
    count: () => {},
  };
  return {
    clock,
    arrived,
    rows,
    taughtLast,
    find: () => findDue(ports, () => true),
    async deliver(at: number, diesAt: number, next: PushOutcome, comesAgain: boolean) {
      const message = queue[at % Math.max(1, queue.length)];
      if (!message) return;
      if (!comesAgain) queue.splice(queue.indexOf(message), 1);
      outcome = next;
      // Each message is for one learner here: the claim before a push tells whom it is for.
      const parts: ReminderMessage[] =
        message.kind === 'due'
          ? message.due.map((due) => ({ kind: 'due', due: [due] }))
          : [message];
      for (const part of parts) {
        callsLeft = diesAt;
        await sendMessage(ports, part).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          queue.push(part);
        });
      }
      callsLeft = Number.POSITIVE_INFINITY;
    },
    /** @returns a lecture's end, for the run that is to tell of it */
    teach(userId: number) {
      taughtLast.set(userId, clock.now());
      lectures += 1;
      return { userId, lectureId: lectures, isGraded: true };
    },
    ask: (ended: EndedLecture) => void queue.push({ kind: 'ended', ...ended }),
    /** As the worker does that wrote the end: once, whatever becomes of it. */
    async tell(ended: EndedLecture, diesAt: number, next: PushOutcome) {
      outcome = next;
      sendingTo = ended.userId;
      callsLeft = diesAt;
      await tellOfEnd(ports, ended).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      callsLeft = Number.POSITIVE_INFINITY;
    },
  };
}

it('nothing arrives twice or at night, whatever is killed, doubled or late', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 1) }),
      fc.array(step, { minLength: 20, maxLength: 120 }),
      async (start, steps) => {
        const lived = world(start);
        for (const each of steps) {
          if (each.do === 'pass') lived.clock.advanceSeconds(each.hours * 3_600);
          else if (each.do === 'find') await lived.find();
          else {
            const outcome = outcomes[each.outcome] ?? { kind: 'sent' };
            if (each.do === 'teach') {
              const ended = lived.teach(learners[each.who] ?? 0);
              if (each.toldBy === 'message') lived.ask(ended);
              if (each.toldBy === 'worker') await lived.tell(ended, each.diesAt, outcome);
              continue;
            }
            await lived.deliver(each.which, each.diesAt, outcome, each.comesAgain);
          }
        }
        const told = lived.arrived.filter(({ kind }) => kind === 'READY');
        const ends = told.map(({ hash }) => hash);
        expect(new Set(ends).size).toBe(ends.length);
        for (const userId of learners) {
          const reminders = lived.arrived.filter(
            (one) => one.userId === userId && one.kind !== 'READY',
          );
          const days = reminders.map(({ at }) => localTime(at, zone).day);
          expect(new Set(days).size).toBe(days.length);
          for (const { at } of reminders) {
            const { minute } = localTime(at, zone);
            expect(minute >= 8 * 60 && minute < 21 * 60).toBe(true);
          }
          const { unanswered = 0 } = lived.rows.of(userId) ?? {};
          expect(unanswered).toBeLessThanOrEqual(mostUnanswered);
        }
      },
    ),
    { numRuns: 300 },
  );
});
