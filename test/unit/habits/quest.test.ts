import { describe, expect, it } from 'vitest';
import { parseCatalog } from '../../../shared/catalog/catalog.ts';
import { catalogData } from '../../../shared/catalog/catalog-data.ts';
import { firstTopics } from '../../../shared/catalog/first-topics.ts';
import { drawQuest, questOf } from '../../../shared/habits/quest.ts';
import type { DueTopic, HabitSummary } from '../../../shared/habits/summary.ts';

const today = 20_784;

const topic = (topicId: number, dueDay: number, weakest = [2, 4]): DueTopic => ({
  ...{ topicId, name: `주제 ${topicId}`, subjectId: 101 },
  ...{ dueDay, lastDay: today - 5, stability: 5, weakest },
});

const summary = (parts: Partial<HabitSummary>): HabitSummary => ({
  ...{ streak: undefined, taughtLast: [], topics: [], near: [] },
  ...parts,
});

const near = [
  { topicId: 1003, name: '퀵 정렬', subjectId: 101 },
  { topicId: 1004, name: '스택과 큐', subjectId: 101 },
];

describe('the quest of a day', () => {
  it('is the topic that has been due longest, with its weakest key points', () => {
    const topics = [topic(1001, today - 1), topic(1002, today), topic(1005, today + 3)];
    const quest = drawQuest(summary({ topics, near }), today);
    expect(quest).toMatchObject({ topicId: 1001, keyPoints: [2, 4], reason: 'DUE', day: today });
    expect(drawQuest(summary({ topics, near }), today, quest)).toMatchObject({
      ...{ topicId: 1002, reason: 'DUE', isSwapped: true },
    });
  });

  it('is near to what was taught last if nothing is due', () => {
    const topics = [topic(1001, today + 1)];
    const quest = drawQuest(summary({ topics, near }), today);
    expect(quest).toMatchObject({ topicId: 1003, keyPoints: [1, 2], reason: 'NEAR' });
    expect(drawQuest(summary({ topics, near }), today, quest)).toMatchObject({ topicId: 1004 });
  });

  it('is a good first topic for learners who have taught nothing, and another one on another day', () => {
    const quests = [0, 1, 2].map((days) => drawQuest(undefined, today + days));
    expect(new Set(quests.map(({ topicId }) => topicId)).size).toBe(3);
    for (const quest of quests) {
      expect(quest).toMatchObject({ reason: 'FIRST', keyPoints: [1, 2] });
      const swapped = drawQuest(undefined, quest.day, quest);
      expect(swapped.topicId).not.toBe(quest.topicId);
    }
  });

  it('goes round the first topics, one a day, and a swap takes the next of them', () => {
    const round = [0, 1, 2].map((days) => {
      const quest = drawQuest(undefined, 20_784 + days);
      return [quest.topicId, drawQuest(undefined, quest.day, quest).topicId];
    });
    const [one, two, three] = firstTopics.map(({ topicId }) => topicId);
    // 20,784 days are a whole number of such rounds.
    expect(round).toEqual([
      [one, two],
      [two, three],
      [three, one],
    ]);
  });

  it('stays while its own topic exists, and for its day alone', () => {
    const own = 2 ** 50;
    const quest = drawQuest(summary({ topics: [topic(own, today)] }), today);
    expect(quest.topicId).toBe(own);
    // What was taught since is due later.
    const longer = topic(1001, today - 9);
    const there = summary({ topics: [longer, topic(own, today + 5)], quest });
    expect(questOf(there, undefined, today)).toEqual(quest);
    expect(questOf(there, undefined, today + 1)).toMatchObject({ topicId: 1001, day: today + 1 });
    const gone = summary({ topics: [longer, topic(own + 1, today)], quest });
    expect(questOf(gone, undefined, today).topicId).toBe(1001);
  });

  it('that was swapped in replaces the one that was drawn', () => {
    const quest = drawQuest(undefined, today);
    const swapped = drawQuest(undefined, today, quest);
    expect(questOf(summary({ quest }), swapped, today)).toEqual(swapped);
    expect(questOf(summary({ quest }), { ...swapped, day: today - 1 }, today)).toEqual(quest);
  });

  it('is the topic that will be due soonest if nothing else is left', () => {
    const topics = firstTopics.map(({ topicId }, at) => topic(topicId, today + 1 + at, []));
    expect(drawQuest(summary({ topics }), today)).toMatchObject({
      ...{ topicId: firstTopics[0].topicId, reason: 'AGAIN', keyPoints: [1, 2] },
    });
  });

  it('begins with topics that are in the catalog, under these names', () => {
    const { majors } = parseCatalog(catalogData);
    const listed = majors.flatMap(({ subjects }) =>
      subjects.flatMap(({ id, topics }) =>
        topics.map((one) => ({
          topicId: one.id,
          name: one.topicName,
          english: (one.english as Readonly<Record<string, string>>)['topicName'],
          subjectId: id,
        })),
      ),
    );
    for (const first of firstTopics) expect(listed).toContainEqual(first);
  });
});
