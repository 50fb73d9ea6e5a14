import { beforeEach, describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { questOf } from '../../../shared/habits/quest.ts';
import { readHome, readReviews, swapQuest } from '../../../shared/habits/read-home.ts';
import type { HabitSummary } from '../../../shared/habits/summary.ts';
import { inMemoryHabits } from '../../support/in-memory-habits.ts';
import { inMemoryStandings } from '../../support/in-memory-standings.ts';
import { manualClock } from '../../support/manual-clock.ts';

const userId = 7_001;
const own = 2 ** 50;

function opened() {
  const clock = manualClock();
  const habits = inMemoryHabits();
  const standings = inMemoryStandings();
  const ranking = { standings, snapshots: standings.snapshots, clock: clock.now };
  const ports = { habits, ranking, lecturesPerDay: 3, clock: clock.now };
  const today = () => seoulDay(clock.now());
  let revision = 0;
  return {
    ...{ clock, habits, ports, today },
    home: (language: 'ko' | 'en' = 'ko', lecturesToday = 0, creditsToday = 0) =>
      readHome(ports, { userId, language, lecturesToday, creditsToday }),
    swap: () => swapQuest(ports, userId, 'ko'),
    async keep(parts: Partial<HabitSummary>) {
      const none = { streak: undefined, taughtLast: [], topics: [], near: [] };
      await habits.replaceSummary(userId, { ...none, ...parts }, revision);
      revision += 1;
    },
  };
}

let at: ReturnType<typeof opened>;
beforeEach(() => {
  at = opened();
});

const due = (topicId: number, inDays: number) => ({
  ...{ topicId, name: `주제 ${topicId}`, english: `Topic ${topicId}`, subjectId: 101 },
  ...{ dueDay: at.today() + inDays, lastDay: at.today() - 4, stability: 4, weakest: [3] },
});

describe('home', () => {
  it('has a quest, no streak and the whole allowance for a new learner', async () => {
    expect(await at.home()).toMatchObject({
      quest: { reason: 'FIRST', isDone: false, canSwap: true },
      streak: { days: 0 },
      ...{ due: [], dueCount: 0 },
      allowance: { lecturesLeft: 3 },
      rankingMessage: expect.stringMatching(/[가-힣]/),
    });
  });

  it('includes rewards in the allowance, and says how many there were', async () => {
    expect((await at.home('ko', 3, 2)).allowance).toMatchObject({ lecturesLeft: 2, earned: 2 });
    expect((await at.home('ko', 5, 2)).allowance).toMatchObject({ lecturesLeft: 0, earned: 2 });
  });

  it('says what is due, in the reader’s language, and what is left of the allowance', async () => {
    await at.keep({ topics: [due(1001, -1), due(1002, 0), due(1003, 2), due(1004, 9)] });
    const home = await at.home('en', 5);
    expect(home.due.map(({ topicName, state }) => `${topicName} ${state}`)).toEqual([
      'Topic 1001 DUE',
      'Topic 1002 DUE',
    ]);
    expect(home).toMatchObject({ dueCount: 2, allowance: { lecturesLeft: 0 } });
    expect(home.quest).toMatchObject({ topicName: 'Topic 1001', keyPoints: [3] });
    const reviews = await readReviews(at.ports, userId, 'ko');
    expect(reviews.map(({ state }) => state)).toEqual(['DUE', 'DUE', 'SOON', 'LATER']);
    expect(reviews[0]).toMatchObject({ topicName: '주제 1001', strength: expect.any(Number) });
  });

  it('keeps its quest until midnight in Seoul, whatever is taught meanwhile, and writes nothing', async () => {
    const first = await at.home();
    // This is how the worker keeps it when it makes the summary again.
    await at.keep({ topics: [due(1001, 0)], quest: questOf(undefined, undefined, at.today()) });
    expect((await at.home()).quest).toEqual(first.quest);
    expect(at.habits.writes.quests).toBe(0);
    at.clock.advanceSeconds(24 * 3_600);
    expect((await at.home()).quest).toMatchObject({ topicId: 1001, reason: 'DUE' });
  });

  it('shows the quest as done once its topic was taught today', async () => {
    const quest = questOf(undefined, undefined, at.today());
    const streak = { lastDay: at.today(), days: 1, longest: 1, freezes: 0 };
    const topics = [due(quest.topicId, 3)];
    await at.keep({ streak, taughtLast: [quest.topicId], topics, quest });
    expect((await at.home()).quest).toMatchObject({ isDone: true, canSwap: false });
    expect(await at.swap()).toMatchObject({ topicId: quest.topicId, isDone: true });
  });

  it('shows ten of the topics that are due, and says how many there are', async () => {
    await at.keep({ topics: Array.from({ length: 11 }, (_, add) => due(1001 + add, add - 10)) });
    const home = await at.home();
    expect(home.due.map(({ topicId }) => topicId)).toEqual(
      Array.from({ length: 10 }, (_, add) => 1001 + add),
    );
    expect(home.dueCount).toBe(11);
  });

  it('says that the allowance is whole again at the next midnight in Seoul', async () => {
    // Noon of the 22nd in Seoul.
    const { day, allowance } = await at.home();
    expect([day, allowance.nextAt]).toEqual(['2026-11-22', '2026-11-22T15:00:00.000Z']);
  });

  it('draws again if the quest’s own topic was deleted', async () => {
    await at.keep({ topics: [due(own, 0), due(1001, 0)] });
    expect((await at.home()).quest.topicId).toBe(own);
    await at.keep({ topics: [due(1001, 0)] });
    expect((await at.home()).quest.topicId).toBe(1001);
  });
});

describe('a swap', () => {
  it('is allowed once a day, and a repeat answers the current quest', async () => {
    const { quest } = await at.home();
    const other = await at.swap();
    expect(other.topicId).not.toBe(quest.topicId);
    expect(other.canSwap).toBe(false);
    expect(await at.swap()).toEqual(other);
    expect((await at.home()).quest).toEqual(other);
    at.clock.advanceSeconds(24 * 3_600);
    expect((await at.home()).quest.canSwap).toBe(true);
  });

  it('needs no home before it, and only one of many at the same time counts', async () => {
    const answers = await Promise.all([at.swap(), at.swap(), at.swap()]);
    expect(new Set(answers.map(({ topicId }) => topicId)).size).toBe(1);
    expect(at.habits.writes.quests).toBe(1);
  });
});
