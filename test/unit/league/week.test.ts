import { describe, expect, it } from 'vitest';
import { mondayOf, seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { closableWeeks, rowsExpireAt, weekEnd } from '../../../shared/league/week.ts';

const week = mondayOf(seoulDay(Date.UTC(2026, 10, 25)));
const minute = 60_000;

describe('the end of a week', () => {
  it('is Sunday at midnight in Seoul', () => {
    expect(new Date(weekEnd(week)).toISOString()).toBe('2026-11-29T15:00:00.000Z');
  });

  it('may be told once everything that was submitted before it has its result: 23 minutes later', () => {
    const closed = weekEnd(week) + 23 * minute;
    expect(closableWeeks(closed)).toEqual([week - 7, week]);
    expect(closableWeeks(closed - 1)).toEqual([week - 14, week - 7]);
  });

  it('keeps its rows there for three weeks', () => {
    expect(new Date(rowsExpireAt(week)).toISOString()).toBe('2026-12-20T15:00:00.000Z');
  });
});
