import { describe, expect, it } from 'vitest';
import { dateOfDay, seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import type { Experiment } from '../../../shared/contracts/experiments.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { SeenLearner } from '../../../shared/retention/cohorts.ts';
import {
  type CountRetentionPorts,
  countRetention,
} from '../../../shared/retention/count-retention.ts';
import { byInstallWeek, figuresOf, groupsIn } from '../../../shared/retention/counted-days.ts';
import { firstPresence, withDay } from '../../../shared/retention/presence.ts';
import { inMemoryPresences, inMemoryRetention } from '../../support/in-memory-retention.ts';
import { testStart } from '../../support/manual-clock.ts';

const start = seoulDay(testStart);
const minute = 60_000;

function world(experiments: readonly Experiment[] = []) {
  const learners = new Map<number, SeenLearner>();
  const counted = inMemoryRetention();
  const told: number[] = [];
  const dayBefore: (number | undefined)[] = [];
  let now = seoulDayStart(start);
  let ids = 0;
  const ports: CountRetentionPorts = {
    learners: inMemoryPresences(learners),
    counted,
    experiments,
    clock: () => now,
    onDay: ({ day }, cohortOfAge) => {
      told.push(day - start);
      dayBefore.push(cohortOfAge(1)?.day);
    },
  };
  const at = (since: number, minutes = 30) => {
    now = seoulDayStart(start + since) + minutes * minute;
  };
  return {
    learners,
    counted,
    told,
    dayBefore,
    ports,
    at,
    /** Learners who installed so many days after the start, and were there on these days after that. */
    install(count: number, since: number, days: readonly number[] = [], feedback?: number) {
      return Array.from({ length: count }, () => {
        ids += 1;
        const userId = newId(seoulDayStart(start + since) + ids * 10_000, 0.5);
        const presence = days.reduce(
          (kept, day) => withDay(kept, start + since + day),
          firstPresence(userId),
        );
        if (!presence) throw new Error('no presence');
        const firstFeedbackOn = feedback === undefined ? undefined : start + since + feedback;
        learners.set(userId, { userId, presence, firstFeedbackOn });
        return userId;
      });
    },
    count: (since: number, minutes?: number) => {
      at(since, minutes);
      return countRetention(ports);
    },
    /** Each day up to that one, a little after midnight. */
    async countDaily(until: number) {
      for (let since = 1; since <= until; since++) {
        at(since);
        await countRetention(ports);
      }
    },
    figures: () => figuresOf([...counted.days.values()]),
  };
}

describe('counting retention', () => {
  it('counts who was there on a day and in its week, and how each cohort developed', async () => {
    const { install, countDaily, counted, figures } = world();
    install(4, 0, [1], 0);
    install(3, 0, [7], 6);
    install(2, 0, [30]);
    install(1, 2, [1, 5], 7);
    await countDaily(33);
    expect(counted.days.get(start)).toMatchObject({ dailyActives: 9, weeklyActives: 9 });
    expect(counted.days.get(start + 1)).toMatchObject({ dailyActives: 4, weeklyActives: 9 });
    expect(counted.days.get(start + 7)).toMatchObject({ dailyActives: 4, weeklyActives: 8 });
    const { installed, shares } = figures();
    expect(installed).toBe(10);
    expect(shares.day1).toMatchObject({ count: 5, of: 10 });
    expect(shares.day7).toMatchObject({ count: 3, of: 10 });
    expect(shares.day30).toMatchObject({ count: 2, of: 10 });
    // On day 6 and back on day 7; a feedback on day 7 comes too late.
    expect(shares.feedback).toMatchObject({ count: 7, of: 10 });
    expect(shares.secondDay).toMatchObject({ count: 7, of: 10 });
  });

  it('counts a second day only after the first feedback, up to day 7', async () => {
    const { install, countDaily, figures } = world();
    for (const day of [1, 2, 3, 4, 5, 6, 7]) install(1, 0, [day], 0);
    // That day itself is no second one, nor is one before it; a week is over after seven days.
    install(1, 0, [3], 3);
    install(1, 0, [2], 3);
    install(1, 0, [8], 0);
    // Before the app was first opened there is no feedback of this cohort.
    install(1, 0, [1], -1);
    await countDaily(9);
    expect(figures().shares.feedback).toMatchObject({ count: 10, of: 11 });
    expect(figures().shares.secondDay).toMatchObject({ count: 7, of: 11 });
  });

  it('counts learners who install from its first day on in an arm of an experiment', async () => {
    const of = (name: string, from: number): Experiment => ({
      ...{ name, share: 100, from: dateOfDay(start + from) },
    });
    const { install, countDaily, counted } = world([of('early', 0), of('late', 1)]);
    install(2, 0);
    install(3, 1);
    await countDaily(3);
    const cohortOf = (since: number) => counted.days.get(start + since)?.cohort[0];
    expect(cohortOf(0)).toEqual({ all: { installed: 2 }, 'early/changed': { installed: 2 } });
    expect(cohortOf(1)).toEqual({
      all: { installed: 3 },
      'early/changed': { installed: 3 },
      'late/changed': { installed: 3 },
    });
    expect(groupsIn([...counted.days.values()])).toEqual(['early/changed', 'late/changed']);
  });

  it('has a share for a cohort of one, and lists weeks in their order', async () => {
    const { install, countDaily, counted, figures, dayBefore } = world();
    install(1, 0, [1]);
    await countDaily(9);
    expect(figures().shares.day1).toMatchObject({ count: 1, of: 1 });
    const firstDays = byInstallWeek([...counted.days.values()].reverse()).map(
      ({ firstDay }) => firstDay,
    );
    expect(firstDays).toEqual(firstDays.toSorted((a, b) => a - b));
    expect(firstDays.length).toBeGreaterThan(1);
    expect(dayBefore.slice(1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((since) => start + since));
  });

  it('has shares only for cohorts that are old enough', async () => {
    const { install, countDaily, counted, figures } = world();
    install(4, 0, [1]);
    install(6, 3, [1]);
    await countDaily(4);
    expect(figures().installed).toBe(10);
    expect(figures().shares.day1).toMatchObject({ count: 4, of: 4 });
    expect(figures().shares.day7).toMatchObject({ count: 0, of: 0, share: undefined });
    const weeks = byInstallWeek([...counted.days.values()]);
    expect(weeks.flatMap(({ days }) => days)).toHaveLength(4);
    expect(groupsIn([...counted.days.values()])).toEqual([]);
  });

  it('waits until everything done before midnight is written', async () => {
    const { install, count, counted } = world();
    install(1, 0);
    await count(0, 23 * 60);
    await count(1, 9);
    expect(counted.days.has(start)).toBe(false);
    const late = world();
    late.install(1, 0);
    await late.count(2, 9);
    expect(late.told).toEqual([0]);
    await count(1, 10);
    expect(counted.days.get(start)).toMatchObject({ dailyActives: 1 });
  });

  it('counts nothing twice, whether it runs again, at the same time, or with a clock that went back', async () => {
    const { install, count, at, ports, counted, told } = world();
    install(5, 0, [1, 2]);
    await count(1);
    at(2);
    await Promise.all([countRetention(ports), countRetention(ports)]);
    const before = structuredClone(counted.days);
    await count(1);
    await count(2);
    expect(counted.days).toEqual(before);
    expect(told).toEqual([0, 1]);
    expect(counted.days.get(start)?.cohort).toMatchObject({
      0: { all: { installed: 5 } },
      1: { all: { day1: 5 } },
    });
  });

  it('goes on where a run was killed or out of time', async () => {
    const { install, at, ports, counted, told } = world();
    install(9, 0, [1]);
    at(1);
    const parts: number[] = [];
    const { list } = ports.learners;
    const learners = {
      ...ports.learners,
      list: (part: number, from: number, today: number) => {
        parts.push(part);
        return list(part, from, today);
      },
    };
    let left = 1;
    expect(await countRetention({ ...ports, learners }, () => left-- > 0)).toBe(false);
    const killed = {
      ...counted,
      keepDay: () => Promise.reject(new Error('killed')),
    };
    await expect(countRetention({ ...ports, learners, counted: killed })).rejects.toThrow('killed');
    expect(told).toEqual([]);
    expect(await countRetention({ ...ports, learners })).toBe(true);
    expect(parts).toEqual([0, 1, 2]);
    expect(counted.days.get(start)).toMatchObject({ dailyActives: 9 });
    expect(told).toEqual([0]);
  });

  it('counts the missed days of an outage, each by itself, and no more of them than are known', async () => {
    const { install, count, counted, told } = world();
    install(2, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
    await count(1);
    await count(6);
    expect(told).toEqual([0, 1, 2, 3, 4, 5]);
    expect(counted.days.get(start + 4)).toMatchObject({ dailyActives: 2 });
    await count(40);
    expect(told.slice(6)).toEqual([33, 34, 35, 36, 37, 38, 39]);
  });

  it('keeps a deleted learner in the cohort, as one who did not come back', async () => {
    const { install, count, countDaily, learners, figures } = world();
    const [first = 0] = install(10, 0, [1, 7]);
    await countDaily(2);
    learners.delete(first);
    for (let since = 3; since <= 8; since++) await count(since);
    expect(figures()).toMatchObject({
      installed: 10,
      shares: { day1: { count: 10, of: 10 }, day7: { count: 9, of: 10 } },
    });
  });

  it('knows that nobody came back from a cohort that is deleted whole', async () => {
    const { install, countDaily, count, learners, figures } = world();
    install(3, 0, [1, 7]);
    await countDaily(2);
    learners.clear();
    for (let since = 3; since <= 8; since++) await count(since);
    expect(figures().shares.day7).toMatchObject({ count: 0, of: 3, share: 0 });
  });

  it('leaves a learner whose install was not noted out of the cohorts, but counts them as active', async () => {
    const { count, counted, learners } = world();
    learners.set(7, {
      userId: 7,
      presence: withDay(undefined, start),
      firstFeedbackOn: start,
    });
    await count(1);
    expect(counted.days.get(start)).toMatchObject({
      dailyActives: 1,
      weeklyActives: 1,
      cohort: { 0: {} },
    });
  });
});
