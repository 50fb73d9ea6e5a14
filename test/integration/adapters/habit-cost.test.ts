import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dynamoCatalog, dynamoCatalogLoader } from '../../../shared/adapters/dynamo-catalog.ts';
import { dynamoHabitRebuild } from '../../../shared/adapters/dynamo-habit-rebuild.ts';
import { dynamoHabits } from '../../../shared/adapters/dynamo-habits.ts';
import { dynamoLeague } from '../../../shared/adapters/dynamo-league.ts';
import { dynamoLeagueGroups } from '../../../shared/adapters/dynamo-league-groups.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOpenGroups } from '../../../shared/adapters/dynamo-open-groups.ts';
import {
  dynamoJudged,
  dynamoStandingSources,
} from '../../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoSnapshots, dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { monthOfDay, seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import { parseCatalog } from '../../../shared/catalog/catalog.ts';
import { catalogData } from '../../../shared/catalog/catalog-data.ts';
import { leagueLimits } from '../../../shared/contracts/league.ts';
import { ownTopicLimits, ownTopicsPlace } from '../../../shared/contracts/own-topic-limits.ts';
import type { NamedTopic, Practised, PractisedDay } from '../../../shared/habits/practice.ts';
import { readHome } from '../../../shared/habits/read-home.ts';
import { type PracticeMonth, summaryOf } from '../../../shared/habits/summary.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { closeGroups } from '../../../shared/league/close-groups.ts';
import { giveSeat } from '../../../shared/league/give-seat.ts';
import { readLeague } from '../../../shared/league/read-league.ts';
import { weekAt, weekEnd } from '../../../shared/league/week.ts';
import { countJudged } from '../../../shared/lectures/count-judged.ts';
import { rankingRule } from '../../../shared/ranking/counting-rule.ts';
import { type Standing, windowDays } from '../../../shared/ranking/standing.ts';
import { measured } from '../../bench/costs/assumptions.ts';
import { type CapacityMeter, capacityMeter, unitsOf } from '../../support/capacity-meter.ts';
import { describeOnEngine, type EngineTable, hasDynoxide } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';
import { widestSnapshot, widestStanding } from '../../support/widest-ranking.ts';

const userId = 7_001;
const today = seoulDay(testStart);
const catalog = parseCatalog(catalogData);

const catalogTopics: NamedTopic[] = catalog.majors.flatMap(({ subjects }) =>
  subjects.flatMap(({ id: subjectId, topics }) =>
    topics.map(({ id, topicName, english }) => ({
      ...{ topicId: id, name: topicName, subjectId },
      english: (english as Readonly<Record<string, string>>)['topicName'],
    })),
  ),
);
const ownTopics: NamedTopic[] = Array.from({ length: ownTopicLimits.topics }, (_, at) => ({
  topicId: newId(testStart - at * 99_999, 0.3),
  name: `${at} ${'확산과삼투압그리고능동수송'.repeat(5)}`.slice(0, ownTopicLimits.titleCharacters),
  subjectId: ownTopicsPlace.subjectId,
}));

/** No two days are the same, as with real results. */
const practised = ({ topicId }: NamedTopic, seed: number): Practised => ({
  ...{ topicId, way: 'recording', score: (seed * 37) % 101 },
  labels: Array.from({ length: 6 }, (_, index) => ({
    keyPoint: index + 1,
    label:
      (['covered', 'partial', 'missing', 'wrong'] as const)[(seed + index * seed) % 4] ?? 'covered',
  })),
});

/** A learner of that many days, with that many lectures on each. */
function monthsOf(days: number, perDay: number, topics: readonly NamedTopic[]): PracticeMonth[] {
  const all = Array.from({ length: days }, (_, at): PractisedDay => {
    const day = today - days + at;
    const taught = Array.from({ length: perDay }, (__, index) => {
      const topic = topics[(at * perDay + index) % topics.length];
      if (!topic) throw new Error('there are no topics');
      return practised(topic, at * perDay + index);
    });
    return { day, practised: taught };
  });
  const names = [...new Set(all.map(({ day }) => monthOfDay(day)))];
  return names.map((month) => {
    const ofMonth = all.filter(({ day }) => monthOfDay(day) === month);
    const ids = new Set(ofMonth.flatMap((each) => each.practised.map(({ topicId }) => topicId)));
    return { month, days: ofMonth, ownTopics: ownTopics.filter(({ topicId }) => ids.has(topicId)) };
  });
}

async function putHistory(table: EngineTable, months: readonly PracticeMonth[]) {
  const habits = dynamoHabits(table);
  const { subjectId: _, ...made } = summaryOf(
    months,
    new Map([...catalogTopics, ...ownTopics].map((topic) => [topic.topicId, topic])),
  );
  for (const month of months) expect(await habits.replaceMonth(userId, month, 0)).toBe(true);
  const near = catalogTopics.slice(0, 2);
  await habits.replaceSummary(userId, { ...made, near, catalogVersion: catalog.version }, 0);
}

/** What a function does for a call of home, including the read of the caller's profile and allowance. */
async function home(table: EngineTable) {
  const caller = await dynamoUsers(table).findCaller(userId, today, 'eventual');
  const standings = dynamoStandings(table);
  const clock = () => testStart;
  const ranking = { standings, snapshots: dynamoSnapshots(table), clock };
  return readHome(
    { habits: dynamoHabits(table), ranking, lecturesPerDay: 50, clock },
    { userId, language: 'ko', lecturesToday: 0, creditsToday: 0, ...caller },
  );
}

/** What a worker counts a lecture with. */
function countingOf(table: EngineTable) {
  const clock = () => testStart;
  return countJudged({
    practice: {
      ...dynamoHabitRebuild(table, dynamoCatalog(table, clock), clock),
      groups: dynamoLeagueGroups(table),
    },
    ranking: {
      standings: dynamoStandings(table),
      readSources: dynamoStandingSources(table),
      clock,
    },
    readJudged: dynamoJudged(table),
  });
}

/**
 * Counts a lecture in habits and standing, and answers what the standing costs alone, which is reckoned with the
 * lecture.
 */
async function countedUnits(counting: ReturnType<typeof countingOf>, meter: CapacityMeter) {
  const read = await counting.keepHabits(userId, today, true);
  const readBefore = unitsOf(meter.reads);
  const writtenBefore = unitsOf(meter.writes);
  await counting.rank(userId, read);
  // The read that both are made of is that of the standing.
  expect(unitsOf(meter.reads)).toBe(readBefore);
  const judged = meter.reads.filter(({ operation }) => operation === 'QueryCommand').at(-1);
  return {
    reads: judged?.units ?? Number.NaN,
    writes: unitsOf(meter.writes) - writtenBefore,
  };
}

/** The scores of a learner who teaches twice a day; only a day's numbers matter. */
function standingOfTwoADay(): Standing {
  const of = (back: number) => ({ day: today - back, endedAt: testStart - back * 86_400_000 - 99 });
  return {
    rule: rankingRule,
    days: Array.from({ length: windowDays + 1 }, (_, at) => ({
      day: today - windowDays + at,
      sum: 137,
      count: 2,
    })),
    recent: [1, 1, 0, 0].map((back) => ({ ...of(back), score: 71 })),
  };
}

async function opened(table: EngineTable, standing = standingOfTwoADay()) {
  await dynamoCatalogLoader(table).load(catalog);
  await dynamoUsers(table).create({ userId, name: '이름', tokenVersion: 1, createdAt: 0 });
  await dynamoSnapshots(table).keep(widestSnapshot(1_000_000, testStart));
  await dynamoStandings(table).replace(userId, standing, 0);
}

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'coming back', (engine) => {
    let table: EngineTable;
    beforeEach(async () => {
      table = await engine.freshTable();
    });
    afterEach(() => {
      table.client.middlewareStack.remove('capacityMeter');
    });

    it('shows home for at most three read units, to a learner who has taught all there is', async () => {
      await opened(table, widestStanding(testStart));
      await putHistory(table, monthsOf(150, 1, [...catalogTopics, ...ownTopics]));
      const meter = capacityMeter(table.client);
      expect((await home(table)).dueCount).toBeGreaterThan(10);
      expect(unitsOf(meter.reads)).toBeLessThanOrEqual(3);
      expect(meter.writes).toEqual([]);
    });

    it('costs at most 10 write and 15 read units on an active day, after a year of days', async () => {
      await opened(table);
      await putHistory(table, monthsOf(365, 1, catalogTopics.slice(0, 30)));
      const lectures = dynamoLectures(table);
      const counting = countingOf(table);
      const meter = capacityMeter(table.client);
      // Two lectures, and home before, between and after them.
      const units: { writes: number; reads: number }[] = [];
      await home(table);
      for (const at of [1, 2]) {
        const createdAt = seoulDayStart(today) + at * 3_600_000;
        const lecture = lectureOf({
          ...{ userId, lectureId: newId(createdAt, 0.5), createdAt },
          catalogVersion: catalog.version,
        });
        const pause = { reads: [...meter.reads], writes: [...meter.writes] };
        await lectures.create(lecture);
        await lectures.finish(lecture, { status: 'SUCCESS', score: 71 }, createdAt + 1);
        // The lecture's own rows are counted with the lecture.
        meter.reset();
        const ranked = await countedUnits(counting, meter);
        await home(table);
        units.push({
          writes: unitsOf(meter.writes) + unitsOf(pause.writes) - ranked.writes,
          reads: unitsOf(meter.reads) + unitsOf(pause.reads) - ranked.reads,
        });
        meter.reset();
      }
      const writes = units.reduce((sum, each) => sum + each.writes, 0);
      const reads = units.reduce((sum, each) => sum + each.reads, 0);
      expect({ writes, reads }).toEqual({
        writes: measured.writeUnitsPerPracticeDay,
        reads: measured.readUnitsPerPracticeDay,
      });
      expect(writes).toBeLessThanOrEqual(10);
      expect(reads).toBeLessThanOrEqual(15);
    });

    it('costs a learner in the league one write unit more on such a day, and a look at the group one and a half read units', async () => {
      await opened(table);
      await putHistory(table, monthsOf(365, 1, catalogTopics.slice(0, 30)));
      const league = dynamoLeague(table, () => testStart);
      const week = weekAt(testStart);
      // The others of the group, and then the learner.
      for (let other = 1; other < leagueLimits.seats; other++) {
        await league.participations.join(other);
        await giveSeat(league, other, week);
        await league.groups.rename(other, {
          text: '가르치는 라면'.repeat(4),
          code: 'C'.repeat(16),
        });
      }
      await league.participations.join(userId);
      const meter = capacityMeter(table.client);
      const unitsFor = async (work: () => Promise<unknown>) => {
        meter.reset();
        await work();
        return { writes: unitsOf(meter.writes), reads: unitsOf(meter.reads) };
      };
      const seated = await unitsFor(() => giveSeat(league, userId, week));
      const counting = countingOf(table);
      const lectures = dynamoLectures(table);
      let points = { writes: 0, reads: 0 };
      for (const at of [1, 2]) {
        const createdAt = seoulDayStart(today) + at * 3_600_000;
        const lecture = lectureOf({
          ...{ userId, lectureId: newId(createdAt, 0.5), createdAt },
          catalogVersion: catalog.version,
        });
        await lectures.create(lecture);
        await lectures.finish(lecture, { status: 'SUCCESS', score: 71 }, createdAt + 1);
        meter.reset();
        const ranked = await countedUnits(counting, meter);
        points = {
          writes: points.writes + unitsOf(meter.writes) - ranked.writes,
          reads: points.reads + unitsOf(meter.reads) - ranked.reads,
        };
      }
      const looked = await unitsFor(() => readLeague(league, userId, 'ko'));
      const closing = { ...league, open: dynamoOpenGroups(table), clock: () => weekEnd(week + 7) };
      const closed = await unitsFor(() => closeGroups(closing, () => true));
      expect({ seated, points, looked, closed }).toEqual(measured.unitsOfLeague);
    });

    it('keeps nothing between the lectures from which a standing is read', async () => {
      await putHistory(table, monthsOf(40, 1, catalogTopics));
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': 'USER#0000000000007001',
            ':first': 'LECTURE#',
            ':last': 'STANDING',
          },
        }),
      );
      expect(Items).toEqual([]);
    });
  });
}
