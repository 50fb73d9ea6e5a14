import { describe, expect, it } from 'vitest';
import { dateOfDay } from '../../../shared/calendar/seoul-day.ts';
import { keptHabitsBody, questBody, reviewBody } from '../../../shared/habits/home-body.ts';
import type { KeptHabits } from '../../../shared/habits/ports.ts';
import type {
  DueTopic,
  HabitSummary,
  PracticeMonth,
  Quest,
} from '../../../shared/habits/summary.ts';

const today = 20_784;

const topic: DueTopic = {
  ...{ topicId: 1001, name: '해시 테이블', english: 'Hash tables', subjectId: 101 },
  ...{ dueDay: today, lastDay: today - 3, stability: 2.31, weakest: [2, 4] },
};

const questOn = (day: number, parts: Partial<Quest> = {}): Quest => ({
  ...{ topicId: 1001, name: '해시 테이블', english: 'Hash tables', subjectId: 101, day },
  ...{ keyPoints: [2, 4], reason: 'DUE', isSwapped: false },
  ...parts,
});

const summaryOf = (parts: Partial<HabitSummary>): HabitSummary => ({
  ...{ streak: undefined, taughtLast: [], topics: [], near: [] },
  ...parts,
});

describe('a review', () => {
  it('is due on its day and after, soon for three days before, and later before that', () => {
    const states = [-1, 0, 1, 3, 4].map(
      (inDays) => reviewBody({ ...topic, dueDay: today + inDays }, today, 'ko').state,
    );
    expect(states).toEqual(['DUE', 'DUE', 'SOON', 'SOON', 'LATER']);
  });

  it('says when the topic was taught, when it is due, how well it is remembered, and which points to review', () => {
    expect(reviewBody(topic, today, 'ko')).toEqual({
      ...{ topicId: 1001, topicName: '해시 테이블', state: 'DUE', strength: 88 },
      ...{ dueOn: dateOfDay(today), lastTaughtOn: dateOfDay(today - 3), keyPoints: [2, 4] },
    });
  });

  it('is named in English if its reader wants that and there is such a name', () => {
    expect(reviewBody(topic, today, 'en').topicName).toBe('Hash tables');
    const { english: _, ...own } = topic;
    expect(reviewBody(own, today, 'en').topicName).toBe('해시 테이블');
  });
});

describe('a quest', () => {
  const done = summaryOf({
    streak: { lastDay: today, days: 1, longest: 1, freezes: 0 },
    taughtLast: [1001],
  });

  it('may be swapped once, and not after it is done', () => {
    const shown = (quest: Quest, summary?: HabitSummary) => {
      const { isDone, canSwap } = questBody(quest, summary, 'ko');
      return { isDone, canSwap };
    };
    expect(shown(questOn(today))).toEqual({ isDone: false, canSwap: true });
    expect(shown(questOn(today, { isSwapped: true }))).toEqual({ isDone: false, canSwap: false });
    expect(shown(questOn(today), done)).toEqual({ isDone: true, canSwap: false });
  });

  it('is done only by its own topic, taught on its own day', () => {
    expect(questBody(questOn(today, { topicId: 1002 }), done, 'ko').isDone).toBe(false);
    expect(questBody(questOn(today + 1), done, 'ko').isDone).toBe(false);
  });
});

describe('what a learner’s export says of their habits', () => {
  const november: PracticeMonth = {
    ...{ month: '2026-11', ownTopics: [] },
    days: [
      {
        day: today - 3,
        practised: [
          { topicId: 1001, way: 'text', score: 71, labels: [{ keyPoint: 2, label: 'missing' }] },
        ],
      },
    ],
  };
  const keptOf = (
    summary: HabitSummary | undefined,
    quest?: Quest,
    ...months: PracticeMonth[]
  ): KeptHabits => ({
    summary: { value: summary, revision: 1 },
    names: { value: [], revision: 0 },
    months: months.map((value) => ({ value, revision: 1 })),
    ...{ quest, groups: [] },
  });

  it('is nothing if nothing is kept, and otherwise all there is', () => {
    expect(keptHabitsBody(keptOf(undefined), today)).toBeNull();
    const empty = { days: [], quest: null, streak: null, reviews: [] };
    expect(keptHabitsBody(keptOf(summaryOf({})), today)).toEqual(empty);
    expect(keptHabitsBody(keptOf(undefined, questOn(today)), today)).toMatchObject({
      ...empty,
      quest: { topicId: 1001 },
    });
    const days = [
      {
        day: dateOfDay(today - 3),
        practised: [{ topicId: 1001, way: 'text', score: 71 }],
      },
    ];
    expect(keptHabitsBody(keptOf(undefined, undefined, november), today)).toEqual({
      ...empty,
      days,
    });
  });

  it('is today’s streak, the reviews and the quest, named in Korean', () => {
    const streak = { lastDay: today - 1, days: 3, longest: 5, freezes: 0 };
    const summary = summaryOf({ streak, topics: [topic], quest: questOn(today - 1) });
    expect(keptHabitsBody(keptOf(summary), today)).toEqual({
      days: [],
      streak: { days: 3, longest: 5, freezes: 0, bridged: 0, isDoneToday: false },
      reviews: [reviewBody(topic, today, 'ko')],
      quest: {
        ...{ day: dateOfDay(today - 1), topicId: 1001, topicName: '해시 테이블' },
        keyPoints: [2, 4],
      },
    });
  });

  it('has the later quest of the drawn one and the swapped one, and the swapped one if they are of one day', () => {
    const questOf = (drawn: number, swapped: number) => {
      const summary = summaryOf({ quest: questOn(drawn) });
      const other = questOn(swapped, { topicId: 1002, isSwapped: true });
      return keptHabitsBody(keptOf(summary, other), today)?.quest?.topicId;
    };
    expect([questOf(today, today - 1), questOf(today, today), questOf(today - 1, today)]).toEqual([
      ...[1001, 1002, 1002],
    ]);
  });
});
