import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leagueLimits } from '../../../shared/contracts/league.ts';
import { nameOfSeat } from '../../../shared/league/made-up-names.ts';
import { placesOf } from '../../../shared/league/places.ts';

const seats = Array.from({ length: leagueLimits.seats }, (_, seat) => seat);

describe('places', () => {
  it('follow the points, and equal points share one', () => {
    const members = [10, 30, 30, 0].map((points, seat) => ({ seat, points }));
    expect(placesOf(members).map(({ place, member }) => [place, member.seat])).toEqual([
      ...[
        [1, 1],
        [1, 2],
      ],
      ...[
        [3, 0],
        [4, 3],
      ],
    ]);
  });
});

describe('made-up names', () => {
  it('differ in every seat of a group, in both languages', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('ko' as const, 'en' as const), (group, language) => {
        const names = seats.map((seat) => nameOfSeat(group, seat, language));
        expect(new Set(names).size).toBe(leagueLimits.seats);
        for (const name of names)
          expect(name).toMatch(
            language === 'ko' ? /^[가-힣]+( [가-힣]+){1,2}$/ : /^[A-Z][a-z]+( [A-Z][a-z]+){1,2}$/,
          );
      }),
      { numRuns: 50 },
    );
  });

  it('differ in another group', () => {
    const groups = ['7QF39M0KV2TAXE5D', '7QF39M0KV2TAXE5E', 'A', 'B'];
    const named = groups.map((group) => seats.map((seat) => nameOfSeat(group, seat, 'ko')).join());
    expect(new Set(named).size).toBe(groups.length);
  });

  it('never change, since rows store a seat and not its name', () => {
    expect(nameOfSeat('7QF39M0KV2TAXE5D', 3, 'en')).toMatchInlineSnapshot(`"Brave Kangaroo"`);
  });
});
