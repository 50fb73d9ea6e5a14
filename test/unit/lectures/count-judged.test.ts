import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { countJudged } from '../../../shared/lectures/count-judged.ts';
import type { StandingSources } from '../../../shared/ranking/ports.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';

const { userId, createdAt } = lectureOf();
const today = seoulDay(createdAt);
const judged = lectureOf({ status: 'SUCCESS', stage: 'DONE', score: 80, endedAt: createdAt });

/** What is read, and which revisions of the standing are replaced; the first ones in vain. */
function counted({
  inVain = 0,
  habitsInVain = 0,
  isDeleted = false,
  isDeletedMeanwhile = false,
  isFirst = false,
} = {}) {
  const journey = lectureJourney();
  const told: unknown[] = [];
  let reads = 0;
  const sources = (): StandingSources => {
    reads += 1;
    return {
      revision: isFirst ? 0 : reads,
      isDeleted: isDeleted || (isDeletedMeanwhile && reads > 1),
      results: [],
    };
  };
  const { habits } = journey.habitPorts;
  let refused = 0;
  const { keepHabits, rank } = countJudged({
    practice: {
      ...journey.habitPorts,
      habits: {
        ...habits,
        replaceMonth: async (...args) => {
          refused += 1;
          return refused > habitsInVain && habits.replaceMonth(...args);
        },
      },
      readDay: async () => {
        told.push('day');
        return [judged];
      },
      groups: { keepPoints: async () => undefined },
    },
    ranking: {
      readSources: async () => {
        told.push('sources');
        return sources();
      },
      standings: {
        replace: async (_userId, _standing, after) => {
          told.push(after);
          return after > inVain;
        },
      },
      clock: journey.clock.now,
    },
    readJudged: async () => {
      told.push('both');
      return { lectures: [judged], sources: sources() };
    },
  });
  const count = async (day = today, isRanked = true) => {
    const read = await keepHabits(userId, day, isRanked);
    return isRanked ? rank(userId, read) : 'not ranked';
  };
  const practised = async () => (await habits.findAll(userId)).months[0]?.value.days.length;
  return { told, count, practised };
}

describe('a judged lecture', () => {
  it('is counted in habits and standing out of one read', async () => {
    const { told, count, practised } = counted();
    expect(await count()).toBe('ranked');
    expect(told).toEqual(['both', 1]);
    expect(await practised()).toBe(1);
  });

  it('is read again for a standing that has changed since', async () => {
    const { told, count } = counted({ inVain: 1 });
    expect(await count()).toBe('ranked');
    expect(told).toEqual(['both', 1, 'sources', 2]);
  });

  it('is read again for habits that have changed since, and the last read serves the standing', async () => {
    const { told, count } = counted({ habitsInVain: 2 });
    expect(await count()).toBe('ranked');
    expect(told).toEqual(['both', 'both', 'both', 3]);
  });

  it('is in no standing of who is deleted', async () => {
    const { told, count } = counted({ isDeleted: true });
    expect(await count()).toBe('user deleted');
    expect(told).toEqual(['both']);
  });

  it('is in no standing of who was deleted after the read and had none yet', async () => {
    const { told, count } = counted({ isFirst: true, isDeletedMeanwhile: true });
    expect(await count()).toBe('user deleted');
    expect(told).toEqual(['both', 'sources']);
  });

  it('that is not ranked has its day read alone', async () => {
    const { told, count, practised } = counted();
    await count(today, false);
    expect(told).toEqual(['day']);
    expect(await practised()).toBe(1);
  });

  it('from before a standing’s window has its day read separately', async () => {
    const { told, count } = counted();
    expect(await count(today - 100)).toBe('ranked');
    expect(told).toEqual(['day', 'sources', 1]);
  });
});
