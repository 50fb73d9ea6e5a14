import { beforeEach, describe, expect, it } from 'vitest';
import { seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { ownTopicsPlace } from '../../../shared/contracts/own-topic-limits.ts';
import { type RebuildHabitsPorts, rebuildHabits } from '../../../shared/habits/rebuild-habits.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { inMemoryHabits } from '../../support/in-memory-habits.ts';
import { hashTablePath, lectureOf } from '../../support/lecture-factory.ts';

const userId = 7_001;
/** 2026-11-27 */
const firstDay = 20_784;
const ownId = 2 ** 50;

function world() {
  const habits = inMemoryHabits();
  const lectures: Lecture[] = [];
  /** What was asked about the topics, in order. */
  const asked: string[] = [];
  const named = (topicId: number) => ({
    ...{ topicId, name: `주제 ${topicId}`, english: `Topic ${topicId}`, subjectId: 101 },
  });
  const topics: RebuildHabitsPorts['topics'] = {
    catalogVersion: async () => 'c1',
    find: async (topicId) => {
      asked.push(`topic ${topicId}`);
      return named(topicId);
    },
    ofSubject: async (subjectId) => {
      asked.push(`subject ${subjectId}`);
      return [1001, 1002, 1003, 1004].map(named);
    },
    ownTopicIds: async () => {
      asked.push('own topics');
      return new Set([ownId]);
    },
  };
  const ports = {
    ...{ habits, topics, clock: () => seoulDayStart(firstDay) },
    readDay: async () => lectures,
  };
  return {
    ...{ habits, asked, ports },
    teach(day: number, topicId = 1001, parts: Partial<Lecture> = {}) {
      const createdAt = seoulDayStart(day) + lectures.length;
      const place = topicId === ownId ? ownTopicsPlace : {};
      lectures.push(
        lectureOf({
          ...{ userId, lectureId: lectures.length + 1, createdAt, catalogVersion: 'c1' },
          topic: { ...hashTablePath, ...place, topicId, topicName: `주제 ${topicId}` },
          ...{ status: 'SUCCESS', score: 70, ...parts },
        }),
      );
      return rebuildHabits(ports, userId, seoulDay(createdAt));
    },
    summary: async () => (await habits.findToday(userId)).summary,
  };
}

let at: ReturnType<typeof world>;
beforeEach(() => {
  at = world();
});

describe('the months of habits that are made again', () => {
  it('are answered as they are then stored, in their order and with their revisions', async () => {
    const answers = [
      await at.teach(firstDay + 10),
      await at.teach(firstDay + 70),
      // A redrive from weeks later, of the month before both.
      await at.teach(firstDay),
    ];
    const shown = answers.map(({ months }) =>
      months.map(({ value, revision }) => `${value.month} ${revision}`),
    );
    expect(shown).toEqual([
      ['2026-12 1'],
      ['2026-12 1', '2027-02 1'],
      ['2026-11 1', '2026-12 1', '2027-02 1'],
    ]);
    const { months } = await at.teach(firstDay + 11, 1002);
    expect(months.map(({ revision }) => revision)).toEqual([1, 2, 1]);
    expect(months).toEqual((await at.habits.findAll(userId)).months);
    expect(await at.summary()).toMatchObject({ firstDay, streak: { lastDay: firstDay + 70 } });
  });

  it('have the names of own topics alone, since the catalog has the others', async () => {
    await at.teach(firstDay);
    await at.teach(firstDay, ownId);
    const { months } = await at.teach(firstDay, 1002);
    expect(months[0]?.value.ownTopics).toEqual([
      { topicId: ownId, name: `주제 ${ownId}`, subjectId: ownTopicsPlace.subjectId },
    ]);
  });

  it('have no name of an own topic for a lecture that came to nothing', async () => {
    await at.teach(firstDay, ownId);
    const renamed = { ...hashTablePath, ...ownTopicsPlace, topicId: ownId, topicName: '새 이름' };
    const { months } = await at.teach(firstDay, ownId, { status: 'FAILURE', topic: renamed });
    expect(months[0]?.value.ownTopics).toMatchObject([{ name: `주제 ${ownId}` }]);
  });
});

describe('the names of habits that are made again', () => {
  it('are in both languages', async () => {
    await at.teach(firstDay);
    const { topics, near } = (await at.summary()) ?? {};
    expect(topics).toMatchObject([{ name: '주제 1001', english: 'Topic 1001', subjectId: 101 }]);
    expect(near?.map(({ english }) => english)).toEqual(['Topic 1002', 'Topic 1003']);
  });

  it('are read if they are needed: those of own topics if there are any, those of a subject if it is taught', async () => {
    await at.teach(firstDay);
    expect(at.asked.splice(0)).toEqual(['topic 1001', 'subject 101']);
    await at.teach(firstDay, ownId);
    expect(at.asked.splice(0)).toEqual(['own topics', 'subject 101']);
    const other = world();
    await other.teach(firstDay, ownId);
    expect(other.asked).toEqual(['own topics']);
    expect(await other.summary()).toMatchObject({ topics: [{ topicId: ownId }], near: [] });
  });
});

describe('habits that keep changing', () => {
  it.each(['replaceMonth', 'replaceSummary'] as const)(
    'are tried ten times if %s finds that somebody else was quicker',
    async (name) => {
      let tries = 0;
      at.ports.habits[name] = async () => {
        tries += 1;
        return false;
      };
      await expect(at.teach(firstDay)).rejects.toThrow('kept changing');
      expect(tries).toBe(10);
    },
  );

  it('are there if the tenth try is the first to succeed', async () => {
    const { replaceSummary } = at.habits;
    let tries = 0;
    at.ports.habits.replaceSummary = async (...args) => {
      tries += 1;
      return tries === 10 && replaceSummary(...args);
    };
    await at.teach(firstDay);
    expect(await at.summary()).toMatchObject({ taughtLast: [1001] });
  });
});
