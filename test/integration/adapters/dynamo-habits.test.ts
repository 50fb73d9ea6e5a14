import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoHabits } from '../../../shared/adapters/dynamo-habits.ts';
import { habitsKey, topicNamesKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoPracticeDays } from '../../../shared/adapters/dynamo-practice-days.ts';
import { packed } from '../../../shared/adapters/packed-json.ts';
import { seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { submissionSeconds } from '../../../shared/contracts/recordings.ts';
import type { HabitStore } from '../../../shared/habits/ports.ts';
import type { NamedTopic } from '../../../shared/habits/practice.ts';
import { drawQuest } from '../../../shared/habits/quest.ts';
import type { HabitSummary, PracticeMonth } from '../../../shared/habits/summary.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

const userId = 7_001;
const today = seoulDay(testStart);

const month: PracticeMonth = {
  month: '2026-11',
  days: [
    {
      day: today,
      practised: [
        {
          ...{ topicId: 1001, way: 'recording', score: 62 },
          labels: [
            { keyPoint: 1, label: 'covered' },
            { keyPoint: 2, label: 'transcription_error' },
          ],
        },
        { topicId: 2 ** 50, way: 'answer', score: 100, labels: [] },
      ],
    },
  ],
  ownTopics: [{ topicId: 2 ** 50, name: '내 노트', subjectId: 1_000_000_001 }],
};

const summary: HabitSummary = {
  streak: { lastDay: today, days: 8, longest: 12, freezes: 1 },
  taughtLast: [1001],
  topics: [
    {
      ...{ topicId: 1001, lastDay: today, dueDay: today + 4, stability: 3.17, weakest: [2] },
      ...{ name: '해시 테이블', english: 'Hash tables', subjectId: 101 },
    },
  ],
  near: [{ topicId: 1002, name: '이진 탐색', english: 'Binary search', subjectId: 101 }],
  catalogVersion: 'c1',
  firstDay: today - 7,
  quest: {
    ...{ topicId: 1003, name: '스택', subjectId: 101, day: today, keyPoints: [1, 2] },
    ...{ reason: 'NEAR', isSwapped: false },
  },
};

/** As the release before packed it. */
const packedSummary = ({
  streak,
  taughtLast,
  topics,
  near,
  catalogVersion,
  firstDay,
}: HabitSummary) => {
  const named = (topic: NamedTopic) => [
    topic.topicId,
    topic.name,
    topic.english ?? '',
    topic.subjectId,
  ];
  return {
    streak: streak && [streak.lastDay, streak.days, streak.longest, streak.freezes],
    ...{ taughtLast, near: near.map(named), catalogVersion, firstDay },
    topics: topics.map((topic) => [
      named(topic),
      ...[topic.lastDay, topic.dueDay, topic.stability, topic.weakest],
    ]),
    quest: summary.quest && [
      named(summary.quest),
      ...[summary.quest.day, summary.quest.keyPoints, summary.quest.reason, false],
    ],
  };
};

describeOnEachEngine('habits in the table', (engine) => {
  let table: EngineTable;
  let habits: HabitStore;
  beforeEach(async () => {
    table = await engine.freshTable();
    habits = dynamoHabits(table);
  });

  it('are read as they were written, each with its revision', async () => {
    const quest = drawQuest(summary, today);
    expect(await habits.replaceMonth(userId, month, 0)).toBe(true);
    expect(await habits.replaceMonth(userId, { ...month, month: '2026-10' }, 0)).toBe(true);
    expect(await habits.replaceSummary(userId, summary, 0)).toBe(true);
    expect(await habits.replaceSummary(userId, summary, 1)).toBe(true);
    expect(await habits.replaceQuest(userId, quest, undefined)).toBe(true);
    expect(await habits.findToday(userId)).toEqual({ summary, quest });
    const kept = await habits.findAll(userId);
    expect(kept).toEqual({
      summary: { value: summary, revision: 2 },
      names: { value: [], revision: 0 },
      months: [
        { value: { ...month, month: '2026-10' }, revision: 1 },
        { value: month, revision: 1 },
      ],
      quest,
      groups: [],
    });
    // In the same order of fields: unchanged rows are recognised by their text, and not written
    // again.
    expect(JSON.stringify(kept.summary.value)).toBe(JSON.stringify(summary));
    expect(JSON.stringify(kept.months[1]?.value)).toBe(JSON.stringify(month));
  });

  it('are read even from before they named their catalog version and the quest', async () => {
    const { catalogVersion: _, quest: __, ...before } = summary;
    await habits.replaceSummary(userId, before, 0);
    expect((await habits.findToday(userId)).summary).toEqual(before);
  });

  describe('of more topics than the first screen shows', () => {
    const topicsOf = (count: number): HabitSummary['topics'] =>
      Array.from({ length: count }, (_, at) => ({
        ...{ topicId: 2_000 - at, lastDay: today - at, dueDay: today + at, stability: 1.5 },
        ...{ weakest: [1, 2], name: `주제 ${at}`, ...(at % 2 === 0 && { english: `Topic ${at}` }) },
        subjectId: 101,
      }));
    const of = (count: number): HabitSummary => ({ ...summary, topics: topicsOf(count) });
    const replaced = async (next: HabitSummary) => {
      const kept = await habits.findAll(userId);
      expect(await habits.replaceSummary(userId, next, kept.summary.revision, kept.names)).toBe(
        true,
      );
      const now = await habits.findAll(userId);
      expect(JSON.stringify(now.summary.value)).toBe(JSON.stringify(next));
      expect((await habits.findToday(userId)).summary).toEqual(next);
      return now.names;
    };

    it('have the names of all apart, which are written where they have changed', async () => {
      expect(await replaced(of(10))).toEqual({ value: [], revision: 0 });
      const { revision, value } = await replaced(of(12));
      expect([revision, value.length]).toEqual([1, 12]);
      const taught = topicsOf(12).toSorted((one, other) => other.dueDay - one.dueDay);
      expect((await replaced({ ...summary, topics: taught })).revision).toBe(1);
      expect((await replaced(of(13))).revision).toBe(2);
    });

    it('keep no name of a topic that is gone', async () => {
      await replaced(of(12));
      expect(await replaced(of(9))).toEqual({ value: [], revision: 2 });
    });

    it('are not replaced where the names are somebody else’s by now', async () => {
      await replaced(of(12));
      expect(await habits.replaceSummary(userId, of(13), 1)).toBe(false);
      expect((await habits.findToday(userId)).summary).toEqual(of(12));
    });

    it('leave out a topic while its name is missing', async () => {
      await replaced(of(12));
      await table.client.send(
        new DeleteCommand({ TableName: table.name, Key: topicNamesKey(userId) }),
      );
      expect((await habits.findToday(userId)).summary?.topics).toEqual(topicsOf(12).slice(0, 10));
    });

    it('are read as the release before has written them, with all names in the summary', async () => {
      await replaced(of(12));
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...habitsKey(userId), revision: 7, ...packed(packedSummary(of(12))) },
        }),
      );
      expect((await habits.findAll(userId)).summary).toEqual({ value: of(12), revision: 7 });
    });
  });

  it('contain nothing of anybody else’s', async () => {
    await habits.replaceSummary(userId, summary, 0);
    expect(await habits.findToday(userId + 1)).toEqual({ summary: undefined, quest: undefined });
    expect((await habits.findAll(userId + 1)).months).toEqual([]);
  });

  it('yield to the quicker writer', async () => {
    await habits.replaceMonth(userId, month, 0);
    await habits.replaceSummary(userId, summary, 0);
    expect(await habits.replaceMonth(userId, month, 0)).toBe(false);
    expect(await habits.replaceSummary(userId, summary, 0)).toBe(false);
    expect(await habits.replaceSummary(userId, summary, 2)).toBe(false);
  });

  it('have one swap a day, whoever asks at once, even for a quest that the release before has kept', async () => {
    const quest = drawQuest(summary, today);
    const draws = [1, 2, 3].map(() => habits.replaceQuest(userId, quest, undefined));
    expect((await Promise.all(draws)).filter(Boolean)).toHaveLength(1);
    const swapped = drawQuest(summary, today, quest);
    const swaps = [1, 2, 3].map(() => habits.replaceQuest(userId, swapped, quest));
    expect((await Promise.all(swaps)).filter(Boolean)).toHaveLength(1);
    const tomorrow = drawQuest(summary, today + 1);
    expect(await habits.replaceQuest(userId, tomorrow, quest)).toBe(false);
    expect(await habits.replaceQuest(userId, tomorrow, swapped)).toBe(true);
  });

  it('find the judged lectures of a day, including those of an early URL and of an answer', async () => {
    const lectures = dynamoLectures(table);
    const begin = seoulDayStart(today);
    const put = async (presignedAt: number, parts: Partial<Lecture>) => {
      const lectureId = newId(presignedAt, Math.random());
      const lecture = lectureOf({ userId, lectureId, createdAt: presignedAt, ...parts });
      await lectures.create(lecture);
      return lecture;
    };
    const ended = async (presignedAt: number, parts: Partial<Lecture> = {}, isSample?: true) => {
      const lecture = await put(presignedAt, parts);
      const ending = { status: 'SUCCESS', score: 70, isSample } as const;
      await lectures.finish(lecture, ending, lecture.createdAt + 1_000);
      return lecture.lectureId;
    };
    const early = await ended(begin - submissionSeconds * 1000 + 1_000, { createdAt: begin + 1 });
    const answer = await ended(begin + 60_000, {
      later: { by: 'answer', lectureId: early, round: 1, question: '왜요?' },
    });
    const last = await ended(seoulDayStart(today + 1) - 1);
    await ended(begin + 120_000, {}, true);
    await put(begin + 180_000, {});
    await ended(begin - 2 * 24 * 3_600_000);
    await ended(begin + 60_000, { userId: userId + 1 });
    const found = await dynamoPracticeDays(table)(userId, today);
    expect(found.map(({ lectureId }) => lectureId)).toEqual([early, answer, last]);
  });
});
