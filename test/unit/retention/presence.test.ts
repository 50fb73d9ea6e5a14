import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateOfDay,
  dayOfDate,
  seoulDay,
  seoulDayStart,
} from '../../../shared/calendar/seoul-day.ts';
import { highestLegacyId, newId } from '../../../shared/identifiers/json-safe-id.ts';
import {
  countedUntil,
  daysThere,
  firstDayOfWeek,
  firstPresence,
  wasThere,
  weekOfDay,
  withDay,
} from '../../../shared/retention/presence.ts';
import { testStart } from '../../support/manual-clock.ts';

const installedOn = seoulDay(testStart);
const first = firstPresence(newId(testStart, 0.3));
const withDays = (days: readonly number[]) =>
  days.reduce((kept, day) => withDay(kept, installedOn + day), first);

describe('the presence of a learner', () => {
  it('is exported as the days it knows, in order', () => {
    const kept = [0, 3, 30, 31, 95, 110, 115];
    // Nothing is known any more of the second month, and everything of the last three weeks.
    const known = [0, 3, 30, 95, 110, 115].map((day) => installedOn + day);
    const presence = withDays(kept);
    expect(presence && daysThere(presence)).toEqual(known);
    expect(daysThere(withDay(undefined, installedOn))).toEqual([installedOn]);
    const without = withDay(withDay(undefined, installedOn), installedOn + 20);
    expect(daysThere(without)).toEqual([installedOn, installedOn + 20]);
    // One more day, and the first of them is forgotten.
    expect(daysThere(withDay(without, installedOn + 21))).toEqual([
      ...[installedOn + 20, installedOn + 21],
    ]);
  });

  it('begins with the day of the first open in Seoul, which the id tells', () => {
    const midnight = seoulDayStart(installedOn);
    expect(firstPresence(newId(midnight, 0))).toMatchObject({ installedOn });
    expect(firstPresence(newId(midnight - 1, 0.999))).toMatchObject({
      installedOn: installedOn - 1,
    });
  });

  it('of a learner of the first backend has no first open', () => {
    expect(firstPresence(highestLegacyId)).toBeUndefined();
  });

  it('knows each day of the first month, and of three weeks up to the last', () => {
    const later = fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { maxLength: 60 });
    fc.assert(
      fc.property(later, (unsorted) => {
        const days = [0, ...unsorted.toSorted((a, b) => a - b)];
        const kept = withDays(days);
        const last = days.at(-1) ?? 0;
        const known = Array.from({ length: 121 }, (_, day) => day).filter(
          (day) => day <= 30 || (day > last - 21 && day <= last),
        );
        const told = known.filter((day) => kept && wasThere(kept, installedOn + day));
        expect(told).toEqual(known.filter((day) => days.includes(day)));
      }),
    );
  });

  it('is the same however often a day is joined, and in whatever order', () => {
    const given = fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 30 });
    fc.assert(
      fc.property(given, (days) => {
        expect(withDays(days)).toEqual(withDays([...new Set(days)].sort((a, b) => a - b)));
      }),
    );
  });

  it('counts to the thirtieth day after the install, or to a week after the last day', () => {
    const countedTo = (days: readonly number[]) => {
      const kept = withDays(days);
      return kept && countedUntil(kept) - installedOn;
    };
    expect([[], [24], [25]].map(countedTo)).toEqual([30, 30, 31]);
    expect(countedUntil(withDay(undefined, installedOn))).toBe(installedOn + 6);
  });

  it('is named by weeks that begin on Monday', () => {
    const mondayOf = (date: string) => dateOfDay(firstDayOfWeek(weekOfDay(dayOfDate(date))));
    expect(['2026-12-06', '2026-12-07', '2026-12-13'].map(mondayOf)).toEqual([
      ...['2026-11-30', '2026-12-07', '2026-12-07'],
    ]);
  });
});
