import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTime } from '../../../shared/calendar/local-time.ts';
import {
  decideTurn,
  mostUnanswered,
  nextReminderAt,
  type Plan,
} from '../../../shared/reminders/plan.ts';

/** Divisible by 45 and by 30: its evening is exactly 20:00, and its morning 8:00. */
const userId = 90_000;
const seoul = 'Asia/Seoul';

/** `2026-11-27 21:30` as the clocks of Seoul show it. */
const inSeoul = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+09:00`);
const shownIn = (zone: string) => (at: number | undefined) =>
  at === undefined
    ? undefined
    : new Intl.DateTimeFormat('sv-SE', {
        ...{ timeZone: zone, dateStyle: 'short', timeStyle: 'short' },
      }).format(at);
const shown = shownIn(seoul);

const taught = (text: string, parts: Partial<Plan> = {}): Plan => ({
  ...{ userId, zone: seoul, taughtAt: inSeoul(text), unanswered: 0 },
  ...parts,
});

describe('the next reminder', () => {
  it.each([
    ['2026-11-27 15:00', '2026-11-28 14:30', 'comes 23.5 hours after the last lecture'],
    ['2026-11-27 08:30', '2026-11-28 08:00', 'may come as the night ends'],
    ['2026-11-27 21:29', '2026-11-28 20:59', 'may come before the night begins'],
    ['2026-11-27 21:30', '2026-11-28 20:00', 'comes earlier where it would be 21'],
    ['2026-11-27 23:50', '2026-11-28 20:00', 'comes earlier where it would be late'],
    ['2026-11-27 00:10', '2026-11-28 08:00', 'comes no second time to a day that is done'],
    ['2026-11-27 03:00', '2026-11-28 08:00', 'comes at 8 where the evening before is done'],
    ['2026-11-27 08:29', '2026-11-28 08:00', 'comes at 8 where it would be a minute before'],
  ])('after %s, at %s: %s', (at, next) => {
    expect(shown(nextReminderAt(taught(at)))).toBe(next);
  });

  it('is spread over the hour beside a night by the learner', () => {
    const late = [90_001, 90_044, 90_045].map((id) =>
      shown(nextReminderAt(taught('2026-11-27 23:00', { userId: id }))),
    );
    expect(late).toEqual(['2026-11-28 20:01', '2026-11-28 20:44', '2026-11-28 20:00']);
    expect(shown(nextReminderAt(taught('2026-11-27 03:00', { userId: 90_029 })))).toBe(
      '2026-11-28 08:29',
    );
  });

  it('follows the clocks of the device, even when summer time begins or ends', () => {
    const newYork = 'America/New_York';
    const taughtAt = Date.parse('2026-03-07T14:00:00-05:00');
    const sentAt = nextReminderAt({ userId, zone: newYork, taughtAt, unanswered: 0 });
    expect(shownIn(newYork)(sentAt)).toBe('2026-03-08 14:30');
    const next = nextReminderAt({ userId, zone: newYork, taughtAt, sentAt, unanswered: 1 });
    expect(shownIn(newYork)(next)).toBe('2026-03-09 14:30');
  });

  it('comes less and less often while nobody answers, and never after the seventh', () => {
    let plan = taught('2026-11-01 10:00');
    const days: (string | undefined)[] = [];
    const last: boolean[] = [];
    for (let dueAt = nextReminderAt(plan); dueAt !== undefined; ) {
      const turn = decideTurn(plan, dueAt, plan.taughtAt, dueAt + 30_000);
      if (turn.kind !== 'send') throw new Error('was not sent');
      days.push(shown(dueAt)?.slice(5));
      last.push(turn.isLast);
      plan = turn.plan;
      dueAt = turn.nextAt;
    }
    expect(days).toEqual([
      ...['11-02 09:30', '11-03 09:30', '11-04 09:30', '11-06 09:30', '11-08 09:30'],
      ...['11-12 09:30', '11-19 09:30'],
    ]);
    expect(days).toHaveLength(mostUnanswered);
    expect(last).toEqual([false, false, false, false, false, false, true]);
  });
});

describe('when a reminder’s time has come', () => {
  const plan = taught('2026-11-27 15:00');
  const dueAt = nextReminderAt(plan) ?? 0;

  it('it is sent, and the next one planned', () => {
    expect(decideTurn(plan, dueAt, plan.taughtAt, dueAt + 20_000)).toEqual({
      kind: 'send',
      plan: { ...plan, sentAt: dueAt, unanswered: 1 },
      nextAt: inSeoul('2026-11-29 14:30'),
      isLast: false,
    });
  });

  it('it moves if the learner has taught since, which counts as an answer', () => {
    const again = inSeoul('2026-11-28 10:00');
    const ignored = { ...plan, sentAt: inSeoul('2026-11-27 14:00'), unanswered: 3 };
    expect(decideTurn(ignored, dueAt, again, dueAt + 20_000)).toEqual({
      kind: 'later',
      plan: { ...ignored, taughtAt: again, unanswered: 0 },
      nextAt: inSeoul('2026-11-29 09:30'),
    });
  });

  it('a run that comes at night sends nothing before the morning', () => {
    const late = decideTurn(plan, dueAt, plan.taughtAt, inSeoul('2026-11-28 21:00'));
    expect(late).toEqual({ kind: 'later', plan, nextAt: inSeoul('2026-11-29 08:00') });
    const early = decideTurn(plan, dueAt, plan.taughtAt, inSeoul('2026-11-29 07:59'));
    expect(early).toEqual({ kind: 'later', plan, nextAt: inSeoul('2026-11-29 08:00') });
  });

  it('a device that has travelled gets no second one on a day', () => {
    const travelled: Plan = {
      ...plan,
      zone: 'America/Los_Angeles',
      sentAt: Date.parse('2026-11-28T08:30:00-08:00'),
      unanswered: 1,
    };
    const now = Date.parse('2026-11-28T18:00:00-08:00');
    const turn = decideTurn(travelled, now, plan.taughtAt, now);
    expect(turn.kind).toBe('later');
    expect(shownIn('America/Los_Angeles')(turn.nextAt)).toBe('2026-11-29 08:00');
  });
});

describe('whatever learners do, wherever they are', () => {
  const zones = [seoul, 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu', 'Europe/Lisbon'];
  const hour = 3_600_000;

  it('reminders come by day, one a day at most, and seven at most without an answer', () => {
    const steps = fc.array(
      fc.record({
        teaches: fc.boolean(),
        afterHours: fc.double({ min: 0.01, max: 90, noNaN: true }),
        /** How late the run is that finds it. */
        lateMinutes: fc.constantFrom(0, 1, 5, 700),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
        steps,
        (id, zone, start, lived) => {
          let now = start;
          let plan: Plan = { userId: id, zone, taughtAt: start, unanswered: 0 };
          let taughtLast = start;
          let dueAt = nextReminderAt(plan);
          let unanswered = 0;
          const sentOn = new Set<number>();
          for (const { teaches, afterHours, lateMinutes } of lived) {
            const until = now + afterHours * hour;
            for (;;) {
              if (dueAt === undefined || dueAt + lateMinutes * 60_000 > until) break;
              now = Math.max(now, dueAt + lateMinutes * 60_000);
              const turn = decideTurn(plan, dueAt, taughtLast, now);
              if (turn.kind === 'send') {
                unanswered += 1;
                const { day, minute } = localTime(now, plan.zone);
                expect(minute).toBeGreaterThanOrEqual(8 * 60);
                expect(minute).toBeLessThan(21 * 60);
                expect(sentOn.has(day)).toBe(false);
                sentOn.add(day);
                expect(now - taughtLast).toBeGreaterThan(8 * hour);
                expect(unanswered).toBeLessThanOrEqual(mostUnanswered);
              }
              if (turn.nextAt !== undefined) expect(turn.nextAt).toBeGreaterThan(now);
              plan = turn.plan;
              dueAt = turn.nextAt;
            }
            now = until;
            if (teaches) {
              taughtLast = now;
              unanswered = 0;
            }
          }
        },
      ),
    );
  });
});

describe('at the exact limits', () => {
  const plan = taught('2026-11-27 15:00', { sentAt: inSeoul('2026-11-27 14:00'), unanswered: 3 });
  const dueAt = inSeoul('2026-11-28 14:30');

  it('a reminder keeps the seconds of its hour', () => {
    const taughtAt = inSeoul('2026-11-27 15:00') + 30_250;
    const next = nextReminderAt({ ...plan, taughtAt, unanswered: 0 });
    expect(next).toBe(inSeoul('2026-11-28 14:30') + 30_250);
  });

  it('a lecture that becomes known late brings no second reminder to a day', () => {
    const reminded = { ...plan, sentAt: inSeoul('2026-11-28 09:00'), unanswered: 0 };
    expect(shown(nextReminderAt(reminded))).toBe('2026-11-29 08:00');
  });

  it('a clock may be five seconds slow', () => {
    const slow = decideTurn(plan, dueAt, plan.taughtAt, dueAt - 5_000);
    expect(slow).toMatchObject({ kind: 'send', plan: { sentAt: dueAt, unanswered: 4 } });
    const early = decideTurn(plan, dueAt, plan.taughtAt, dueAt - 5_001);
    expect(early).toEqual({ kind: 'later', plan, nextAt: dueAt });
  });

  it('the lecture that it was planned by is no answer to it, and one a millisecond later begins the count again', () => {
    const unanswered = (taughtLast: number | undefined) =>
      decideTurn(plan, dueAt, taughtLast, dueAt).plan.unanswered;
    expect([undefined, plan.taughtAt, plan.taughtAt + 1].map(unanswered)).toEqual([4, 4, 1]);
  });

  it('a run of the next morning begins again from then, and one of the same day keeps the hour', () => {
    const sentAt = (now: string) => {
      const turn = decideTurn(plan, dueAt, plan.taughtAt, inSeoul(now));
      return shown(turn.plan.sentAt);
    };
    expect(sentAt('2026-11-28 20:59')).toBe('2026-11-28 14:30');
    expect(sentAt('2026-11-29 08:00')).toBe('2026-11-29 08:00');
    expect(sentAt('2026-11-30 15:00')).toBe('2026-11-30 15:00');
  });
});
