import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';

/** The platform's own calendar. */
const dateInSeoul = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' });
const dateOfDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

// There was no summer time in Korea after this.
const moment = fc.integer({ min: Date.UTC(1989, 0, 1), max: Date.UTC(2094, 0, 1) });

describe('a day in Seoul', () => {
  it('begins at 15:00 UTC of the day before', () => {
    const midnight = Date.UTC(2026, 10, 21, 15);
    expect(dateOfDay(seoulDay(midnight))).toBe('2026-11-22');
    expect(dateOfDay(seoulDay(midnight - 1))).toBe('2026-11-21');
    expect(seoulDayStart(seoulDay(midnight))).toBe(midnight);
  });

  it('is the day of the calendar of Asia/Seoul', () => {
    fc.assert(
      fc.property(moment, (now) => {
        expect(dateOfDay(seoulDay(now))).toBe(dateInSeoul.format(now));
      }),
    );
  });

  it('contains every moment between its start and the next one’s', () => {
    fc.assert(
      fc.property(moment, (now) => {
        const day = seoulDay(now);
        expect(seoulDayStart(day)).toBeLessThanOrEqual(now);
        expect(seoulDayStart(day + 1)).toBeGreaterThan(now);
      }),
    );
  });
});
