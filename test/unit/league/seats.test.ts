import { beforeEach, describe, expect, it } from 'vitest';
import { leagueLimits } from '../../../shared/contracts/league.ts';
import type { PracticeMonth } from '../../../shared/habits/summary.ts';
import { giveSeat } from '../../../shared/league/give-seat.ts';
import { exportLeague } from '../../../shared/league/read-league.ts';
import { activityOf, takeSeat } from '../../../shared/league/take-seat.ts';
import { weekAt } from '../../../shared/league/week.ts';
import { leagueJourney, monday } from '../../support/league-journey.ts';

const me = 7_001;
const friend = 7_002;
const week = weekAt(monday);
const day = 24 * 3_600;

let world: ReturnType<typeof leagueJourney>;
beforeEach(() => {
  world = leagueJourney();
});

const participation = () => world.ports.participations.find(me, 'consistent');
const row = () => [...world.league.rows.values()].find(({ userId }) => userId === me);

describe('the activity by which a learner is seated', () => {
  /** Lectures on that many topics, no more than six of them a day. */
  const monthOf = (lectures: number, from = week): PracticeMonth => ({
    ...{ month: '2026-11', ownTopics: [] },
    days: Array.from({ length: Math.ceil(lectures / 6) }, (_, at) => ({
      day: from + at,
      practised: Array.from({ length: Math.min(6, lectures - at * 6) }, (_, topic) => {
        const topicId = 1001 + at * 6 + topic;
        return { topicId, way: 'recording' as const, score: 70, labels: [] };
      }),
    })),
  });

  it('follows from the points of the week before, or of this one if there were none', () => {
    const activities = [0, 1, 4, 5, 10, 11, 20, 21].map((lectures) =>
      activityOf([monthOf(lectures)], week),
    );
    expect(activities).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
    expect(activityOf([monthOf(21, week - 7)], week)).toBe(4);
  });

  it.each([
    [0, [0, 1]],
    [2, [2, 1, 3]],
    [4, [4, 3]],
  ])('of %d is tried first, then the ones beside it', async (activity, order) => {
    const asked: number[] = [];
    const groups = {
      enter: async (_: number, near: number) => {
        asked.push(near);
        return undefined;
      },
      open: async (inWeek: number, _: number, group: string) => ({
        week: inWeek,
        group,
        seat: 0,
      }),
    };
    const seat = await takeSeat({ groups, newCode: () => 'NEW' }, week, activity);
    expect(seat).toEqual({ week, group: 'NEW', seat: 0 });
    expect(asked).toEqual(order);
  });
});

describe('a seat', () => {
  it('is given to nobody who takes no part', async () => {
    expect(await giveSeat(world.ports, me, week)).toBeUndefined();
    await world.change(me, true);
    await world.change(me, false);
    expect(await giveSeat(world.ports, me, week)).toBeUndefined();
    expect(world.league.rows.size).toBe(0);
  });

  it('is given once: if it is asked for again nothing is written', async () => {
    await world.change(me, true);
    const { months } = world.ports.habits.writes;
    let joins = 0;
    const { join } = world.ports.participations;
    world.ports.participations.join = async (userId) => {
      joins += 1;
      return join(userId);
    };
    await world.change(me, true);
    expect([world.ports.habits.writes.months, joins]).toEqual([months, 0]);
  });

  it('is kept for two weeks, with the later one last', async () => {
    for (const _ of [1, 2, 3]) {
      await world.change(me, true);
      world.clock.advanceSeconds(7 * day);
    }
    expect((await participation())?.seats?.map((seat) => seat.week)).toEqual([week + 7, week + 14]);
  });

  it('tells what was done in both months of a week, including topics that were due', async () => {
    await world.teach(me);
    world.clock.advanceSeconds(7 * day);
    await world.teach(me);
    world.clock.advanceSeconds(day);
    await world.teach(me, 1002);
    await world.change(me, true);
    expect(row()?.points).toBe(world.owed(me, week + 7));
    const { months } = await world.ports.habits.findAll(me);
    expect(months.map(({ value }) => value.month)).toEqual(['2026-11', '2026-12']);
    expect(row()?.parts.map((part) => part?.version)).toEqual(months.map((each) => each.revision));
  });

  it('is not given if the habits keep changing, and fails after ten tries', async () => {
    let tries = 0;
    world.ports.habits.replaceMonth = async () => {
      tries += 1;
      return false;
    };
    await expect(world.change(me, true)).rejects.toThrow('kept changing');
    expect(tries).toBe(10);
  });

  it('shows the name that its learner has taken meanwhile', async () => {
    const { setSeats } = world.ports.participations;
    const name = { text: '새 이름', code: 'CODE' };
    let isFirst = true;
    world.ports.participations.setSeats = async (...args) => {
      if (isFirst) await world.ports.participations.setName(me, name);
      isFirst = false;
      return setSeats(...args);
    };
    await world.change(me, true);
    expect(row()?.name).toEqual(name);
  });

  it('is not given if its learner leaves meanwhile', async () => {
    const { setSeats } = world.ports.participations;
    world.ports.participations.setSeats = async (...args) => {
      await world.ports.participations.leave(me);
      return setSeats(...args);
    };
    await world.ports.participations.join(me);
    expect(await giveSeat(world.ports, me, week)).toBeUndefined();
    expect(world.league.rows.size).toBe(0);
  });
});

describe('a name', () => {
  it('that is shown later is seen at once by the others, and by nobody once its learner left', async () => {
    await world.change(friend, true);
    await world.change(me, true);
    await world.change(me, true, true, '가르치는 라면');
    const names = async () => (await world.read(friend)).members.map(({ name }) => name);
    expect(await names()).toContain('가르치는 라면');
    const code = (await participation())?.name?.code ?? '';
    await world.change(me, false);
    expect(await names()).not.toContain('가르치는 라면');
    expect(await world.ports.names.find(code)).toBeUndefined();
  });

  it('cannot be reported if its learner left while it was moderated', async () => {
    await world.change(me, true);
    const { setName } = world.ports.participations;
    let code = '';
    world.ports.participations.setName = async (userId, name) => {
      code = name?.code ?? '';
      await world.ports.participations.leave(userId);
      return setName(userId, name);
    };
    await world.change(me, true, true);
    expect(code).not.toBe('');
    expect(await world.ports.names.find(code)).toBeUndefined();
  });

  it('that is one too many in a day is seen by no moderator', async () => {
    for (let at = 0; at < leagueLimits.names; at++) await world.change(me, true, true, `${at}`);
    await expect(world.change(me, true, true, '또')).rejects.toThrow();
    expect(world.looked).toHaveLength(leagueLimits.names);
  });
});

it('a decision reads what was written last, and a mere look may read a little less', async () => {
  const reads: string[] = [];
  const { find } = world.ports.participations;
  const { members } = world.ports.groups;
  world.ports.participations.find = (userId, read) => {
    reads.push(read);
    return find(userId, read);
  };
  world.ports.groups.members = (group, read) => {
    reads.push(read);
    return members(group, read);
  };
  await world.change(me, true);
  await world.teach(me);
  world.clock.advanceSeconds(8 * day);
  await world.close();
  expect(new Set(reads)).toEqual(new Set(['consistent']));
  reads.length = 0;
  await world.read(me);
  await exportLeague(world.ports, me, 'ko');
  expect(new Set(reads)).toEqual(new Set(['eventual']));
});

describe('what a learner exports', () => {
  it('says nothing of a learner who never took part, and names no seat of one who left', async () => {
    expect(await exportLeague(world.ports, me, 'ko')).toBeNull();
    await world.change(me, true, true, '가르치는 라면');
    await world.teach(me);
    expect(await exportLeague(world.ports, me, 'ko')).toEqual({
      ...{ isIn: true, shownName: '가르치는 라면', last: null },
      seat: { week: '2026-11-23', name: '가르치는 라면', points: 10 },
    });
    await world.change(me, false);
    expect(await exportLeague(world.ports, me, 'ko')).toEqual({
      ...{ isIn: false, shownName: null, seat: null, last: null },
    });
  });
});
