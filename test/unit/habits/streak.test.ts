import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streakOf, streakToday } from '../../../shared/habits/streak.ts';

const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

/** Day after day, as a learner would tell it. */
function lived(days: ReadonlySet<number>, first: number, today: number) {
  let [inARow, longest, freezes, bridged] = [0, 0, 0, 0];
  for (let day = first; day <= today; day += 1) {
    if (days.has(day)) {
      inARow += 1;
      bridged = 0;
      if (inARow % 7 === 0 && freezes < 2) freezes += 1;
      longest = Math.max(longest, inARow);
    } else if (day < today) {
      if (freezes > 0) {
        freezes -= 1;
        if (inARow > 0) bridged += 1;
      } else {
        inARow = 0;
        bridged = 0;
      }
    }
  }
  return { days: inARow, longest, freezes, bridged, isDoneToday: days.has(today) };
}

describe('a streak', () => {
  it('does not exist before the first day of practice', () => {
    expect(streakToday(streakOf([]), 20_000)).toEqual({
      ...{ days: 0, longest: 0, freezes: 0, bridged: 0 },
      isDoneToday: false,
    });
  });

  it('lasts until the end of the day after, and is over then', () => {
    const streak = streakOf(range(20_000, 3));
    expect(streakToday(streak, 20_002)).toMatchObject({ days: 3, isDoneToday: true });
    expect(streakToday(streak, 20_003)).toMatchObject({ days: 3, isDoneToday: false });
    expect(streakToday(streak, 20_004)).toMatchObject({ days: 0, longest: 3 });
  });

  it('earns a freeze each seven days and keeps two at most', () => {
    expect(streakOf(range(20_000, 6))?.freezes).toBe(0);
    expect(streakOf(range(20_000, 7))?.freezes).toBe(1);
    expect(streakOf(range(20_000, 30))?.freezes).toBe(2);
  });

  it('is bridged by freezes automatically, as far as they reach', () => {
    const streak = streakOf(range(20_000, 14));
    expect(streakToday(streak, 20_015)).toMatchObject({ days: 14, freezes: 1, bridged: 1 });
    expect(streakToday(streak, 20_016)).toMatchObject({ days: 14, freezes: 0, bridged: 2 });
    expect(streakToday(streak, 20_017)).toMatchObject({ days: 0, freezes: 0, longest: 14 });
    expect(streakOf([...range(20_000, 14), 20_016])).toMatchObject({ days: 15, freezes: 0 });
  });

  it('is the same as when it is followed day by day, through any days of practice', () => {
    fc.assert(
      fc.property(
        // Mostly days of practice, or hardly any streak would earn a freeze.
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 120 }),
        fc.nat(5),
        (dice, later) => {
          const days = dice.flatMap((die, at) => (die > 1 ? [20_000 + at] : []));
          const today = 20_000 + dice.length - 1 + later;
          expect(streakToday(streakOf(days), today)).toEqual(lived(new Set(days), 20_000, today));
        },
      ),
    );
  });
});
