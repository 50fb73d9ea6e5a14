import { expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { rebuildHabits } from '../../../shared/habits/rebuild-habits.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { exportUser } from '../../../shared/users/export-user.ts';
import { consentOf, inMemoryConsents } from '../../support/in-memory-consents.ts';
import { inMemoryHabits } from '../../support/in-memory-habits.ts';
import { inMemoryLeague } from '../../support/in-memory-league.ts';
import { inMemoryLectureDetails } from '../../support/in-memory-lecture-details.ts';
import { inMemoryLectures } from '../../support/in-memory-lectures.ts';
import { inMemoryOwnTopics } from '../../support/in-memory-own-topics.ts';
import { inMemoryReminders } from '../../support/in-memory-reminders.ts';
import { inMemorySharing } from '../../support/in-memory-sharing.ts';
import { inMemoryStandings } from '../../support/in-memory-standings.ts';
import { lectureOf, transcriptOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

it('an export goes through every lecture and own topic, a page at a time, transcripts and notes included, and once through the consents', async () => {
  const lectures = inMemoryLectures();
  const details = inMemoryLectureDetails();
  const preparations = inMemoryLectures();
  const topics = inMemoryOwnTopics(preparations);
  const standings = inMemoryStandings();
  const ids = Array.from({ length: 95 }, (_, index) => newId(testStart + index * 1_000, 0));
  for (const lectureId of ids) {
    const lecture = lectureOf({ lectureId, status: 'SUCCESS', stage: 'DONE', score: 80 });
    lectures.put(lecture);
    await details.keepTranscript(lecture, transcriptOf({ text: `강의 ${lectureId}` }));
  }
  // Some are older than every lecture, some lie between them.
  const topicIds = Array.from({ length: 50 }, (_, index) =>
    newId(testStart + (index - 20) * 900, 0.5),
  );
  for (const lectureId of topicIds) {
    preparations.put(lectureOf({ lectureId, kind: 'text' }));
    await topics.keepNotes(lectureOf({ lectureId }), `노트 ${lectureId}`);
  }
  const { userId } = lectureOf();
  await standings.replace(
    userId,
    { rule: 1, days: [{ day: 20_000, sum: 80, count: 1 }], recent: [] },
    0,
  );
  const consents = inMemoryConsents();
  await consents.add(userId, consentOf({ at: testStart }));
  const { reports } = inMemorySharing(topics);
  await reports.keep(userId, { id: 1, code: 'CODE', reason: 'SPAM', createdAt: testStart });
  const clock = () => testStart;
  const habits = inMemoryHabits();
  await rebuildHabits(
    {
      habits,
      readDay: async () => [...lectures.rows.values()],
      clock,
      topics: {
        find: async (topicId) => ({ topicId, name: '해시 테이블', subjectId: 101 }),
        ofSubject: async () => [],
        catalogVersion: async () => 'c1',
        ownTopicIds: async () => new Set(),
      },
    },
    userId,
    seoulDay(testStart),
  );
  const findTopicOfVersion = async () => undefined;
  const day = seoulDay(testStart);
  const credits = { list: async () => [{ day, count: 2, lastAt: testStart }] };
  const league = inMemoryLeague();
  await league.participations.join(userId);
  const seat = { week: 20_780, group: 'GROUP', seat: 2 };
  await league.groups.claim(userId, seat);
  await league.groups.sit(userId, seat, undefined, testStart);
  await league.groups.keepPoints(userId, seat, { part: 0, points: 25, version: 1 });
  await league.participations.setSeats(userId, [seat], undefined);
  const ports = {
    ...{ lectures, details, topics, standings, habits, league, consents, reports, credits, clock },
    reminders: inMemoryReminders(),
    findTopicOfVersion,
  };

  const seen: string[] = [];
  const seenNotes: string[] = [];
  const seenConsents: string[] = [];
  let before: number | undefined;
  do {
    const page = await exportUser(ports, userId, before, 'ko');
    expect(page.lectures.length).toBeLessThanOrEqual(40);
    expect(page.standing?.days).toHaveLength(1);
    expect(page.habits).toMatchObject({
      streak: { days: 1, isDoneToday: true },
      reviews: [{ topicName: '해시 테이블' }],
    });
    expect(page.habits?.days.map(({ practised }) => practised.length)).toEqual([95]);
    expect(page.league).toMatchObject({
      ...{ isIn: true, shownName: null, last: null },
      seat: { points: 25, name: expect.any(String) },
    });
    expect(page.topics.length).toBeLessThanOrEqual(40);
    seen.push(...page.lectures.map(({ transcribed }) => transcribed ?? 'none'));
    seenNotes.push(...page.topics.map(({ notes }) => notes ?? 'none'));
    seenConsents.push(...page.consents.map(({ purpose }) => purpose));
    // They are few, and come with the first page.
    expect(page.reports).toHaveLength(before === undefined ? 1 : 0);
    expect(page.rewards).toEqual(before === undefined ? [{ day: '2026-11-22', count: 2 }] : []);
    before = page.next;
  } while (before !== undefined);
  expect(seen).toEqual(ids.toReversed().map((lectureId) => `강의 ${lectureId}`));
  expect(seenConsents).toEqual(['PROCESSING_ABROAD']);
  expect(seenNotes).toEqual(topicIds.toReversed().map((lectureId) => `노트 ${lectureId}`));
});
