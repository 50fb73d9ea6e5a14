import { beforeEach, describe, expect, it } from 'vitest';
import { leagueLimits } from '../../../shared/contracts/league.ts';
import { leaguePoints } from '../../../shared/contracts/limits.ts';
import { weekAt } from '../../../shared/league/week.ts';
import { leagueJourney, monday } from '../../support/league-journey.ts';

const me = 7_001;
const week = weekAt(monday);
const hour = 3_600;
const day = 24 * hour;
let world: ReturnType<typeof leagueJourney>;

beforeEach(() => {
  world = leagueJourney();
});

/** Monday, half past midnight: what was submitted on Sunday has its result. */
const toNextWeek = () => world.clock.advanceSeconds(6 * day + 12.5 * hour);

describe('a week that is over', () => {
  const practise = async () => {
    for (const learner of [1, 2, 3]) await world.change(learner, true);
    await world.teach(1);
    await world.teach(2, 1001);
    await world.teach(2, 1002);
  };

  it('is closed once all of it is judged, with a result for every learner who did something', async () => {
    await practise();
    world.clock.advanceSeconds(6 * day + 12 * hour);
    expect(await world.close()).toEqual({ groups: 0, members: 0 });
    world.clock.advanceSeconds(hour / 2);
    expect(await world.close()).toEqual({ groups: 1, members: 3 });
    expect((await world.read(1)).last).toEqual({
      ...{ week: '2026-11-23', place: 2, members: 3, points: 10 },
    });
    expect((await world.read(2)).last).toMatchObject({ place: 1, points: 20 });
    expect((await world.read(3)).last).toBeNull();
  });

  it('gives a seat for the next one to everybody who did something; the others have none until they ask', async () => {
    await practise();
    toNextWeek();
    await world.close();
    expect((await world.read(1)).members.map(({ points }) => points)).toEqual([0, 0]);
    expect(await world.read(3)).toMatchObject({ isIn: true, members: [] });
    await world.change(3, true);
    expect((await world.read(3)).members).toHaveLength(3);
  });

  it('is closed once: closing it again changes nothing', async () => {
    await practise();
    toNextWeek();
    await world.close();
    const before = await world.read(1);
    await world.change(1, false);
    await world.change(1, true);
    expect(await world.close()).toEqual({ groups: 0, members: 0 });
    expect(await world.read(1)).toEqual(before);
  });

  it('is finished by the next run if one has no time left', async () => {
    for (let learner = 1; learner <= 3 * leagueLimits.seats; learner++) {
      await world.change(learner, true);
    }
    toNextWeek();
    let turns = 0;
    const first = await world.close(() => ++turns <= 2);
    const second = await world.close();
    expect(first.groups).toBe(2);
    expect(second.groups).toBe(1);
  });

  it('takes no late points into its result', async () => {
    await practise();
    toNextWeek();
    await world.close();
    await world.count(world.lectureAt(1, monday + 1));
    expect((await world.read(1)).last).toMatchObject({ points: 10 });
    expect((await world.read(1)).members.every(({ points }) => points === 0)).toBe(true);
  });

  it('counts a lecture of Sunday that is judged on Monday', async () => {
    await world.change(me, true);
    const sunday = world.lectureAt(me, monday + (6 * day + 11.9 * hour) * 1000);
    world.clock.advanceSeconds(6 * day + 12.1 * hour);
    // Meanwhile they have asked for a seat in the new week, and taught in it.
    await world.change(me, true);
    await world.teach(me, 1002);
    await world.count(sunday);
    expect((await world.read(me)).members[0]?.points).toBe(leaguePoints.lecture);
    world.clock.advanceSeconds(hour / 2);
    await world.close();
    expect((await world.read(me)).last).toMatchObject({ points: leaguePoints.lecture });
    expect(world.owed(me, week)).toBe(leaguePoints.lecture);
  });

  it('of a stage that stood still is closed when it runs again, and all sit in the current week', async () => {
    await practise();
    world.clock.advanceSeconds(16 * day);
    await world.close();
    expect((await world.read(2)).last).toMatchObject({ place: 1, points: 20 });
    expect((await world.read(2)).members).toHaveLength(2);
  });

  it('is closed for the others if one of them cannot be settled, and for that one later', async () => {
    await practise();
    toNextWeek();
    const { settle } = world.ports.participations;
    world.ports.participations.settle = async (userId, result) => {
      if (userId === 1) throw new Error('no answer');
      return settle(userId, result);
    };
    await expect(world.close()).rejects.toThrow('1 groups of the league were not closed');
    world.ports.participations.settle = settle;
    await world.close();
    expect((await world.read(1)).last).toMatchObject({ place: 2 });
    expect((await world.read(2)).last).toMatchObject({ place: 1 });
  });
});
