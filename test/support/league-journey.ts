import { monthOfDay, seoulDay } from '../../shared/calendar/seoul-day.ts';
import { practiceOfDay } from '../../shared/habits/practice.ts';
import { rebuildHabits } from '../../shared/habits/rebuild-habits.ts';
import { newId } from '../../shared/identifiers/json-safe-id.ts';
import { changeLeague, takeDownName } from '../../shared/league/change-league.ts';
import { closeGroups } from '../../shared/league/close-groups.ts';
import { keepPractice } from '../../shared/league/keep-practice.ts';
import { sumOfWeek } from '../../shared/league/points.ts';
import type { ParticipationStore } from '../../shared/league/ports.ts';
import { readLeague } from '../../shared/league/read-league.ts';
import type { Lecture } from '../../shared/lectures/lecture.ts';
import type { Moderator } from '../../shared/own-topics/moderation.ts';
import { inMemoryConsents } from './in-memory-consents.ts';
import { inMemoryHabits } from './in-memory-habits.ts';
import { inMemoryLeague } from './in-memory-league.ts';
import { inMemoryLectures } from './in-memory-lectures.ts';
import { inMemoryOwnTopics } from './in-memory-own-topics.ts';
import { inMemorySharing } from './in-memory-sharing.ts';
import { lectureOf } from './lecture-factory.ts';
import { manualClock } from './manual-clock.ts';

/** Monday noon in Seoul. */
export const monday = Date.UTC(2026, 10, 23, 3, 0, 0);

/** Learners who practise and are in the league, without the journey of a lecture. */
export function leagueJourney() {
  const clock = manualClock(monday);
  const league = inMemoryLeague();
  const habits = inMemoryHabits(league.groupsOf);
  const consents = inMemoryConsents();
  const { counts } = inMemorySharing(inMemoryOwnTopics(inMemoryLectures()));
  const lectures = new Map<number, Lecture>();
  const looked: string[][] = [];
  let verdict: number | undefined | Error;
  let codes = 0;
  const moderator: Moderator = {
    async firstFlagged(texts) {
      looked.push([...texts]);
      if (verdict instanceof Error) throw verdict;
      return verdict;
    },
  };
  const participations: ParticipationStore = {
    ...league.participations,
    findWithMonths: async (userId, read) => ({
      found: await league.participations.find(userId, read),
      months: (await habits.findAll(userId)).months.map(({ value }) => value),
    }),
  };
  const ports = {
    ...league,
    participations,
    ...{ habits, consents, counts, moderator },
    readDay: async (userId: number) =>
      [...lectures.values()].filter((lecture) => lecture.userId === userId),
    topics: {
      catalogVersion: async () => 'c1',
      find: async (topicId: number) => ({ topicId, name: `주제 ${topicId}`, subjectId: 101 }),
      ofSubject: async () => [],
      ownTopicIds: async () => new Set<number>(),
    },
    newCode: () => `CODE${String(++codes).padStart(codes % 2 ? 12 : 11, '0')}`,
    clock: clock.now,
  };
  /** A judged lecture of that moment, which nobody counts yet. */
  const lectureAt = (userId: number, createdAt = clock.now(), topicId = 1001): Lecture => {
    const lecture = lectureOf({
      ...{ userId, lectureId: newId(createdAt, lectures.size / 4_096), createdAt },
      topic: { ...lectureOf().topic, topicId },
      ...{ status: 'SUCCESS', stage: 'DONE', score: 70, endedAt: createdAt + 60_000 },
    });
    lectures.set(lecture.lectureId, lecture);
    return lecture;
  };
  const count = ({ userId, createdAt }: Lecture) =>
    keepPractice(ports, userId, seoulDay(createdAt));
  return {
    ...{ clock, league, ports, looked, lectures, lectureAt, count },
    teach: async (userId: number, topicId = 1001) => count(lectureAt(userId, clock.now(), topicId)),
    moderationSays: (said: number | undefined | Error) => {
      verdict = said;
    },
    change: (userId: number, isIn: boolean, showsName?: boolean, ownName = `이름 ${userId}`) =>
      changeLeague(ports, { userId, ownName, isIn, ...(showsName !== undefined && { showsName }) }),
    read: (userId: number, language: 'ko' | 'en' = 'ko') => readLeague(ports, userId, language),
    close: (hasTime = () => true) => closeGroups(ports, hasTime),
    takeDown: (code: string) => takeDownName(ports, code),
    rebuild: (userId: number) => rebuildHabits(ports, userId),
    /** What a week counts of all lectures there are, computed without the stored points. */
    owed: (userId: number, week: number): number => {
      const own = [...lectures.values()].filter((lecture) => lecture.userId === userId);
      const days = [...new Set(own.map(({ createdAt }) => seoulDay(createdAt)))]
        .sort((a, b) => a - b)
        .map((day) => practiceOfDay(day, own))
        .filter(({ practised }) => practised.length > 0);
      const months = Map.groupBy(days, ({ day }) => monthOfDay(day));
      const kept = [...months].map(([month, each]) => ({ month, days: each, ownTopics: [] }));
      return sumOfWeek(kept, week);
    },
  };
}
