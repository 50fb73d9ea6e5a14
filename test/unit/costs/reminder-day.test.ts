import { describe, expect, it } from 'vitest';
import { localTime } from '../../../shared/calendar/local-time.ts';
import { reminderDay } from '../../bench/costs/reminder-day.ts';

const million = 1_000_000;
const concurrency = 20;

describe('a day of a million reminders', () => {
  it('sends each reminder within two minutes of its time, far below what a partition takes', () => {
    const day = reminderDay({ learners: million, concurrency });
    expect(day.sent).toBe(million);
    // Whoever teaches at night is spread over the hour around it.
    expect(day.mostPerMinute).toBeLessThan(10_000);
    expect(day.secondsToSend.median).toBeLessThan(60);
    expect(day.secondsToSend.most).toBeLessThan(120);
    expect(day.mostShardWritesPerSecond).toBeLessThan(1_000);
    expect(day.mostShardReadsPerSecond).toBeLessThan(3_000);
  });

  it('that are all due in one minute are no hot key either, and all sent before the night', () => {
    const day = reminderDay({ learners: million, concurrency, taughtAtHour: () => 20 });
    expect(day.mostPerMinute).toBe(million);
    expect(day.mostShardWritesPerSecond).toBeLessThan(1_000);
    expect(day.mostShardReadsPerSecond).toBeLessThan(3_000);
    // Due at 19:30.
    expect(day.secondsToSend.most).toBeLessThan(90 * 60);
  });

  it('spreads learners who teach late over forty-five minutes before the night', () => {
    const day = reminderDay({
      ...{ learners: 90_000, concurrency },
      taughtAtHour: () => 23,
    });
    expect(day.mostPerMinute).toBe(2_000);
  });
});

it('the clocks of a zone are computed for a million moments without asking for each', () => {
  const zone = 'America/New_York';
  const before = Date.parse('2026-03-08T06:59:59Z');
  expect(localTime(before, zone).minute).toBe(60 + 59);
  expect(localTime(before + 1_000, zone).minute).toBe(3 * 60);
});
