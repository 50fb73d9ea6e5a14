import { describe, expect, it } from 'vitest';
import { run as retentionCommand } from '../../../infra/operate/retention-command.ts';
import { dynamoRetention } from '../../../shared/adapters/dynamo-retention.ts';
import { dayOfDate } from '../../../shared/calendar/seoul-day.ts';
import type { ByGroup, DayFigures } from '../../../shared/retention/cohorts.ts';
import { finish, type OperatedStack, operatedStack } from './operated-stack.ts';

const monday = dayOfDate('2026-12-07');
const now = Date.parse('2026-12-20T12:00+09:00');

const day = (installed: ByGroup): DayFigures => ({
  ...{ dailyActives: 40, weeklyActives: 90 },
  cohorts: { 0: installed, 1: {}, 7: {}, 30: {} },
});

describe('npm run retention', () => {
  const run = async (stack: OperatedStack, ...argv: readonly string[]) =>
    finish(retentionCommand, stack.surroundings(argv, { startsAt: now }));

  it('says so if nothing is counted yet', async () => {
    expect((await run(await operatedStack())).printed).toContain('Nothing is counted yet');
  });

  it('shows cohorts by week, the funnel and each experiment, in eighty columns', async () => {
    const stack = await operatedStack();
    const counted = dynamoRetention(stack.table);
    for (const since of [0, 1, 7, 8]) {
      const groups = {
        all: { installed: 300 },
        'short-quest/usual': { installed: 150 },
        'short-quest/changed': { installed: 150 },
      };
      await counted.keepDay(monday + since, day(groups));
    }
    await counted.keepCohort(monday, 1, { all: { day1: 60 } });
    const week = { day7: 2, feedback: 50, secondDay: 10 };
    for (const since of [0, 1]) {
      await counted.keepCohort(monday + since, 7, {
        all: { day7: 12, feedback: 120, secondDay: 30 },
        'short-quest/usual': week,
        'short-quest/changed': { day7: 10, feedback: 70, secondDay: 20 },
      });
    }
    const { code, printed } = await run(stack);
    expect(code).toBe(0);
    expect(Math.max(...printed.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(printed).toContain('Counted up to 2026-12-15. Active on that day: 40');
    // By hand: 60 of 300, 24 of 600; 4 of 300 against 20 of 300.
    expect(printed).toMatch(/2026-12-07 +600 +20\.0 \(15\.9–24\.9\) +4\.0 \(2\.7–5\.9\) +–$/m);
    expect(printed).toMatch(/2026-12-14 +600 +– +– +–$/m);
    expect(printed).toMatch(/^All +1200 +20\.0 /m);
    expect(printed).toMatch(/2026-12-07 +600 +40\.0 \(36\.2–44\.0\) +10\.0 \(7\.8–12\.7\)$/m);
    expect(printed).toContain('Did short-quest help?');
    expect(printed).toMatch(/^changed +20 of 300 +6\.7 /m);
    expect(printed).toContain('Day 7 differs by +5.3 points (+2.2 to +8.8). It helped.');
    const ofLastWeek = (await run(stack, '--weeks', '1')).printed;
    expect(ofLastWeek).not.toContain('2026-12-07');
    expect(ofLastWeek).toContain('2026-12-14');
  });

  it('tells how many learners an experiment needs', async () => {
    expect((await run(await operatedStack(), '--tell', '0.9:5')).printed).toContain(
      'each arm needs 267 learners',
    );
  });

  it.each([
    ['--tell', '5'],
    ['--tell', '5:5'],
    ['--tell', '0:5'],
    ['--weeks', '0'],
  ])('refuses %s %s', async (...argv) => {
    expect(await run(await operatedStack(), ...argv)).toMatchObject({ code: 2 });
  });
});
