import { seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { isOwnTopicId, ownTopicsPlace } from '../../../shared/contracts/own-topic-limits.ts';
import { cardsOf } from '../../../shared/habits/cards.ts';
import { practiceOfDay } from '../../../shared/habits/practice.ts';
import { type RebuildHabitsPorts, rebuildHabits } from '../../../shared/habits/rebuild-habits.ts';
import { streakOf } from '../../../shared/habits/streak.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { inMemoryHabits } from '../../support/in-memory-habits.ts';
import { hashTablePath, lectureOf } from '../../support/lecture-factory.ts';

export const userId = 7_001;
export const firstDay = 20_784;
export const minute = 60_000;

/** Rows and what is made from them; at each port call another run may go first. */
export function world(schedule: <Result>(act: Promise<Result>) => Promise<Result> = (act) => act) {
  const rows = new Map<number, Lecture>();
  const habits = inMemoryHabits();
  const ownTopics = new Set<number>();
  const clock = { now: seoulDayStart(firstDay) };
  const catalog = {
    version: 'c1',
    names: new Map<number, string>(),
    without: new Set<number>(),
  };
  const gone = async <Result>(act: () => Promise<Result>) => {
    await schedule(Promise.resolve());
    return act();
  };
  const ports: RebuildHabitsPorts = {
    habits: {
      findAll: (id) => gone(() => habits.findAll(id)),
      replaceMonth: (...args) => gone(() => habits.replaceMonth(...args)),
      replaceSummary: (...args) => gone(() => habits.replaceSummary(...args)),
      noteFirstDay: (...args) => gone(() => habits.noteFirstDay(...args)),
    },
    readDay: () => gone(async () => [...rows.values()]),
    clock: () => clock.now,
    topics: {
      catalogVersion: async () => catalog.version,
      find: async (topicId) => {
        const name = catalog.names.get(topicId) ?? `주제 ${topicId}`;
        return catalog.without.has(topicId) ? undefined : { topicId, name, subjectId: 101 };
      },
      ofSubject: async (subjectId) => [
        { topicId: 1001, name: '해시 테이블', subjectId },
        { topicId: 1009, name: '다음 주제', subjectId },
      ],
      ownTopicIds: async () => ownTopics,
    },
  };
  const put = (at: number, topicId = 1001, parts: Partial<Lecture> = {}): Lecture => {
    const lecture = lectureOf({
      ...{ userId, lectureId: newId(at, (rows.size % 4_096) / 4_096), createdAt: at },
      topic: {
        ...(isOwnTopicId(topicId) ? { ...hashTablePath, ...ownTopicsPlace } : hashTablePath),
        ...{ topicId, topicName: `주제 ${topicId}` },
      },
      ...{ status: 'SUCCESS', stage: 'DONE', score: 70, endedAt: at + minute },
      catalogVersion: catalog.version,
      ...parts,
    });
    rows.set(lecture.lectureId, lecture);
    return lecture;
  };
  /** What a worker does after each end, as often as the message is delivered. */
  const count = ({ createdAt }: Lecture) => rebuildHabits(ports, userId, seoulDay(createdAt));
  const owed = () => {
    const all = [...rows.values()];
    const days = [...new Set(all.map(({ createdAt }) => seoulDay(createdAt)))]
      .sort((a, b) => a - b)
      .map((day) => practiceOfDay(day, all))
      .filter(({ practised }) => practised.length > 0);
    return { streak: streakOf(days.map(({ day }) => day)), cards: cardsOf(days) };
  };
  const kept = async () => {
    const { summary } = await habits.findToday(userId);
    const cards = (summary?.topics ?? []).map(({ name: _, subjectId: __, ...card }) => card);
    return { streak: summary?.streak, cards: cards.sort((a, b) => a.topicId - b.topicId) };
  };
  return { rows, habits, ports, ownTopics, catalog, clock, put, count, owed, kept };
}

export const byTopic = <Each extends { topicId: number }>(cards: readonly Each[]) =>
  cards.toSorted((a, b) => a.topicId - b.topicId);
