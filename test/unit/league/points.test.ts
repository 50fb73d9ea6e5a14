import { describe, expect, it } from 'vitest';
import { mondayOf, monthOfDay, seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { leaguePoints } from '../../../shared/contracts/limits.ts';
import type { Practised, PractisedDay } from '../../../shared/habits/practice.ts';
import { pointsOfWeek, sumOfWeek } from '../../../shared/league/points.ts';

const week = mondayOf(seoulDay(Date.UTC(2026, 10, 25)));
const practised = (parts: Partial<Practised> = {}): Practised => ({
  ...{ topicId: 1001, way: 'recording', score: 70, labels: [] },
  ...parts,
});
const day = (at: number, ...each: Partial<Practised>[]): PractisedDay => ({
  day: at,
  practised: each.map(practised),
});
const monthsOf = (days: readonly PractisedDay[]) =>
  [...Map.groupBy(days, (each) => monthOfDay(each.day))].map(([month, its]) => ({
    ...{ month, days: its, ownTopics: [] },
  }));
const pointsOf = (...days: PractisedDay[]) => sumOfWeek(monthsOf(days), week);

describe('a week of the league', () => {
  it('begins on a Monday in Seoul, whatever the time is elsewhere', () => {
    const sunday = Date.UTC(2026, 10, 29, 14, 59, 59);
    expect(new Date((week + 0) * 86_400_000).toUTCString()).toMatch(/^Mon, 23 Nov 2026/);
    expect(mondayOf(seoulDay(sunday))).toBe(week);
    expect(mondayOf(seoulDay(sunday + 1_000))).toBe(week + 7);
    expect(mondayOf(week)).toBe(week);
    expect(mondayOf(-1)).toBe(-3);
  });
});

describe('points', () => {
  it('reward what was done, and never how well', () => {
    const { lecture, answer } = leaguePoints;
    const done = (score: number) =>
      pointsOf(
        day(week, { score }, { topicId: 1002, way: 'text', score }, { way: 'answer', score }),
      );
    expect(done(5)).toBe(2 * lecture + answer);
    expect(done(100)).toBe(done(5));
  });

  it('are a few more for a topic that was due, once on its day', () => {
    const { lecture, review } = leaguePoints;
    const first = day(week - 14, { score: 10 });
    expect(pointsOf(first, day(week, {}, {}))).toBe(2 * lecture + review);
    // Taught again before it is due.
    expect(pointsOf(day(week, { score: 95 }), day(week + 1, {}))).toBe(2 * lecture);
  });

  it('of a day are limited: nobody has to stay up for them', () => {
    const topics = Array.from({ length: 40 }, (_, at) => ({ topicId: 1001 + at }));
    expect(pointsOf(day(week, ...topics))).toBe(leaguePoints.mostPerDay);
  });

  it('of a week that lies in two months have a part in each', () => {
    const days = [week - 1, week + 7, week + 7, week + 8, week + 14].map((at, index) =>
      day(at, { topicId: 1001 + index }),
    );
    // 30 November and 1 December.
    expect([...pointsOfWeek(monthsOf(days), week + 7)]).toEqual([
      ['2026-11', 20],
      ['2026-12', 10],
    ]);
    expect([...pointsOfWeek(monthsOf(days), week)]).toEqual([['2026-11', 0]]);
    // A month without a row counts nothing; only Sunday may be in another one.
    expect([...pointsOfWeek([], mondayOf(seoulDay(Date.UTC(2026, 10, 1))))]).toEqual([
      ['2026-10', 0],
      ['2026-11', 0],
    ]);
  });
});
