import { S3Client } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { dynamoLeague } from '../../../shared/adapters/dynamo-league.ts';
import { dynamoOpenGroups } from '../../../shared/adapters/dynamo-open-groups.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { mondayOf, seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { leaguePoints } from '../../../shared/contracts/limits.ts';
import { practiceOfDay } from '../../../shared/habits/practice.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { changeLeague } from '../../../shared/league/change-league.ts';
import { closeGroups } from '../../../shared/league/close-groups.ts';
import { keepPractice } from '../../../shared/league/keep-practice.ts';
import { readLeague } from '../../../shared/league/read-league.ts';
import { closableWeeks, weekAt } from '../../../shared/league/week.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { describeOnEngine, type EngineTable, hasDynoxide } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { allow, bucket, role, stackModel } from '../../support/stack-model.ts';
import { startEdge } from '../local-stack/aws-edge.ts';

const learners = [7_001, 7_002, 7_003, 7_004];
const monday = Date.UTC(2026, 10, 23, 3, 0, 0);
const hour = 3_600_000;
const recordings = bucket('lectures');
const stack = stackModel({
  buckets: [recordings],
  roles: [role('Eraser', [allow(['s3:ListBucket'], [recordings.arn])])],
});
const memberRow = z.pipe(
  z.object({
    ...{ pk: z.string(), sk: z.string() },
    points0: z.number().default(0),
    points1: z.number().default(0),
  }),
  z.transform(({ points0, points1, ...row }) => ({ ...row, points: points0 + points1 })),
);
const rowKeys = z.array(z.looseObject({ pk: z.string(), sk: z.string() }));

/**
 * A client that dies with its process: from the call of that number on nothing is answered, done or not.
 */
function killedAt(table: EngineTable, call: number, isDone: boolean): EngineTable {
  let left = call;
  const client = new Proxy(table.client, {
    get: (target, property) =>
      property === 'send'
        ? async (command: Parameters<typeof target.send>[0]) => {
            left -= 1;
            if (left < 0) throw new Error('killed');
            if (left > 0) return target.send(command);
            if (isDone) await target.send(command);
            throw new Error('killed');
          }
        : Reflect.get(target, property),
  });
  return { ...table, client };
}

const kill = fc.option(fc.record({ call: fc.integer({ min: 1, max: 25 }), isDone: fc.boolean() }), {
  nil: undefined,
});
const who = fc.constantFrom(...learners);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('teach' as const), who, kill }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ does: fc.constant('change' as const), who, kill },
      isIn: fc.constantFrom(true, true, true, false),
      showsName: fc.option(fc.boolean(), { nil: undefined }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('close' as const), kill }) },
  {
    weight: 3,
    // Clocks of two machines differ, and are corrected.
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      hours: fc.constantFrom(-0.1, 0.2, 9, 30, 80, 170, 400),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('delete' as const), who }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** What the league owes a learner, by the lectures and changes alone. */
interface Owed {
  isIn: boolean;
  isDeleted: boolean;
  /** In which weeks they have a seat. */
  seats: Set<number>;
  last: { week: number; points: number } | undefined;
}

function modelOf(table: EngineTable) {
  let now = monday;
  const clock = () => now;
  const lectures: Lecture[] = [];
  const owed = new Map<number, Owed>(
    learners.map((userId) => [
      userId,
      { isIn: false, isDeleted: false, seats: new Set(), last: undefined },
    ]),
  );
  const of = (userId: number): Owed => {
    const found = owed.get(userId);
    if (!found) throw new Error(`nobody is ${userId}`);
    return found;
  };
  /** As many as there are lectures: no topic is due here, since each is taught once. */
  const pointsOf = (userId: number, week: number): number => {
    const own = lectures.filter((lecture) => lecture.userId === userId);
    const days = [...new Set(own.map(({ createdAt }) => seoulDay(createdAt)))];
    return days
      .filter((day) => mondayOf(day) === week)
      .reduce((sum, day) => {
        const done = practiceOfDay(day, own).practised.length * leaguePoints.lecture;
        return sum + Math.min(leaguePoints.mostPerDay, done);
      }, 0);
  };
  const portsOn = (given: EngineTable) => ({
    ...dynamoLeague(given, clock),
    open: dynamoOpenGroups(given),
    readDay: async (userId: number) => lectures.filter((lecture) => lecture.userId === userId),
    topics: {
      catalogVersion: async () => 'c1',
      find: async (topicId: number) => ({ topicId, name: `주제 ${topicId}`, subjectId: 101 }),
      ofSubject: async () => [],
      ownTopicIds: async () => new Set<number>(),
    },
    counts: { count: async () => true, countOf: async () => 0 },
    moderator: { firstFlagged: async () => undefined },
  });
  /** Dies where it was told to, and is then called again. */
  const untilDone = async (
    killed: { call: number; isDone: boolean } | undefined,
    work: (ports: ReturnType<typeof portsOn>) => Promise<unknown>,
  ) => {
    if (killed) {
      await work(portsOn(killedAt(table, killed.call, killed.isDone))).catch(() => undefined);
    }
    await work(portsOn(table));
  };

  const act = async (given: Step): Promise<void> => {
    switch (given.does) {
      case 'wait':
        now += given.hours * hour;
        return;
      case 'teach': {
        if (of(given.who).isDeleted) return;
        const lecture = lectureOf({
          userId: given.who,
          lectureId: newId(now, lectures.length / 4_096),
          createdAt: now,
          topic: { ...lectureOf().topic, topicId: 1001 + lectures.length },
          ...{ status: 'SUCCESS', stage: 'DONE', score: 70, endedAt: now },
        });
        lectures.push(lecture);
        await untilDone(given.kill, (ports) => keepPractice(ports, given.who, seoulDay(now)));
        // The message comes twice.
        await keepPractice(portsOn(table), given.who, seoulDay(now));
        return;
      }
      case 'change': {
        const { who: userId, isIn, showsName } = given;
        const standing = of(userId);
        if (standing.isDeleted) return;
        await untilDone(given.kill, (ports) =>
          changeLeague(ports, {
            ...{ userId, isIn, ownName: `이름 ${userId}` },
            ...(showsName !== undefined && { showsName }),
          }),
        );
        standing.isIn = isIn;
        if (isIn) standing.seats.add(weekAt(now));
        else standing.seats.clear();
        return;
      }
      case 'close': {
        const weeks = closableWeeks(now);
        await untilDone(given.kill, (ports) => closeGroups(ports, () => true));
        for (const week of weeks) {
          for (const [userId, standing] of owed) {
            const points = pointsOf(userId, week);
            if (!standing.seats.delete(week) || points === 0) continue;
            standing.last = { week, points };
            standing.seats.add(weekAt(now));
          }
        }
        return;
      }
      case 'delete': {
        const standing = of(given.who);
        standing.isDeleted = true;
        standing.isIn = false;
        standing.seats.clear();
        await dynamoUsers(table).leaveTombstone(given.who, 1, now);
        const s3 = new S3Client((await startEdge(stack)).as('Eraser'));
        await userTraces(table, s3, recordings.name).erase(given.who);
      }
    }
  };

  const check = async (): Promise<void> => {
    const ports = portsOn(table);
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    const rows = rowKeys.parse(Items);
    const members = z.array(memberRow).parse(rows.filter(({ pk }) => pk.includes('#GROUP#')));
    const week = weekAt(now);
    for (const [userId, standing] of owed) {
      const own = members.filter(({ sk }) => Number(sk) === userId);
      const ofWeek = own.filter(({ pk }) => pk.startsWith(`LEAGUE#${week}#`));
      expect(ofWeek).toHaveLength(standing.seats.has(week) ? 1 : 0);
      // The group is told with the first practice of a day, and the rest with that of another day.
      for (const { points } of ofWeek) expect(points).toBeLessThanOrEqual(pointsOf(userId, week));
      if (standing.isDeleted || !standing.isIn) expect(own).toEqual([]);
      if (standing.isDeleted) {
        const inside = rows.filter(({ pk }) => pk === `USER#${String(userId).padStart(16, '0')}`);
        expect(inside.map(({ sk }) => sk)).toEqual(['PROFILE']);
        continue;
      }
      const found = await ports.participations.find(userId, 'consistent');
      expect(found?.isIn ?? false).toBe(standing.isIn);
      const shown = await readLeague(ports, userId, 'ko', 'consistent');
      const mine = shown.members.filter(({ isMe }) => isMe).map(({ points }) => points);
      expect(mine, `of ${userId}`).toEqual(
        standing.seats.has(week) ? [pointsOf(userId, week)] : [],
      );
      const { last } = found ?? {};
      expect(last && { week: last.week, points: last.points }).toEqual(standing.last);
    }
    const names = rows.filter(({ sk }) => sk === 'NAME').map(({ userId }) => of(Number(userId)));
    expect(names.filter(({ isIn }) => !isIn)).toEqual([]);
  };
  return { act, check };
}

if (hasDynoxide) {
  describeOnEngine('dynoxide', 'the league, whatever happens', (engine) => {
    it('owes what follows from the lectures, to those who take part, and nothing of anybody who left', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
          const table = await engine.freshTable();
          for (const userId of learners) {
            const user = { userId, name: `이름 ${userId}`, tokenVersion: 1, createdAt: 0 };
            await dynamoUsers(table).create(user);
          }
          const { act, check } = modelOf(table);
          for (const each of steps) {
            await act(each);
            await check();
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}
