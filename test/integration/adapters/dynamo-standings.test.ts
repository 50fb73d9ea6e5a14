import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { snapshotKey, standingKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoStandingSources } from '../../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoSnapshots, dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { standingShards } from '../../../shared/contracts/table.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import { rankingRule } from '../../../shared/ranking/counting-rule.ts';
import type { SnapshotStore, StandingStore } from '../../../shared/ranking/ports.ts';
import { rebuildStanding } from '../../../shared/ranking/rebuild-standing.ts';
import { foldStandings } from '../../../shared/ranking/snapshot.ts';
import type { Standing } from '../../../shared/ranking/standing.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { hashTablePath, lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

const userId = 7_001;
const today = seoulDay(testStart);
const standing: Standing = {
  rule: rankingRule,
  days: [
    { day: today - 1, sum: 140, count: 2 },
    { day: today, sum: 90, count: 1 },
  ],
  recent: [{ endedAt: testStart - 1_000, day: today, score: 90 }],
};
/** Three lectures of today with that score. */
const standingOfScore = (score: number): Standing => ({
  rule: rankingRule,
  days: [{ day: today, sum: 3 * score, count: 3 }],
  recent: [],
});

async function allOf(standings: StandingStore): Promise<Standing[]> {
  const all: Standing[] = [];
  for await (const each of standings.all()) all.push(each);
  return all;
}

/** Lets every query answer at most that many items, as DynamoDB does at 1 MB; counts the pages. */
async function inPagesOf(
  limit: number,
  client: EngineTable['client'],
  read: () => Promise<void>,
): Promise<number> {
  let pages = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName === 'QueryCommand') {
          pages += 1;
          Object.assign(args.input, { Limit: limit });
        }
        return next(args);
      },
    { step: 'initialize', name: 'smallPages' },
  );
  await read().finally(() => client.middlewareStack.remove('smallPages'));
  return pages;
}

describeOnEachEngine('standings in the table', (engine) => {
  let table: EngineTable;
  let standings: StandingStore;
  beforeEach(async () => {
    table = await engine.freshTable();
    standings = dynamoStandings(table);
  });

  describe('a standing', () => {
    it('is found as it was put, and not before', async () => {
      expect(await standings.find(userId)).toBeUndefined();
      expect(await standings.replace(userId, standing, 0)).toBe(true);
      expect(await standings.find(userId)).toEqual(standing);
      expect((await dynamoStandingSources(table)(userId, 0)).revision).toBe(1);
    });

    it('may be empty', async () => {
      const nothing = { rule: rankingRule, days: [], recent: [] };
      await standings.replace(userId, nothing, 0);
      expect(await standings.find(userId)).toEqual(nothing);
      expect(await allOf(standings)).toEqual([nothing]);
    });

    it('is replaced only after the revision that was read', async () => {
      await standings.replace(userId, standing, 0);
      expect(await standings.replace(userId, standingOfScore(1), 0)).toBe(false);
      expect(await standings.replace(userId, standingOfScore(2), 2)).toBe(false);
      expect(await standings.find(userId)).toEqual(standing);
      expect(await standings.replace(userId, standingOfScore(3), 1)).toBe(true);
      expect(await standings.find(userId)).toEqual(standingOfScore(3));
    });

    it('is replaced by one of many who come at once', async () => {
      const replaced = await Promise.all(
        Array.from({ length: 10 }, (_, score) =>
          standings.replace(userId, standingOfScore(score), 0),
        ),
      );
      expect(replaced.filter(Boolean)).toHaveLength(1);
      expect(await standings.find(userId)).toEqual(standingOfScore(replaced.indexOf(true)));
    });
  });

  describe('rebuilding', () => {
    const finished = async (minutesAgo: number, score: number) => {
      // Each on a topic of its own.
      const topic = { ...hashTablePath, topicId: 1_000 + minutesAgo };
      const lectures = dynamoLectures(table);
      const createdAt = testStart - minutesAgo * 60_000;
      const lecture = lectureOf({ createdAt, lectureId: newId(createdAt, 0.5), topic });
      await lectures.create(lecture);
      const ending = { status: 'SUCCESS', score } as const;
      expect(await lectures.finish(lecture, ending, createdAt + 1_000)).toBe(true);
    };
    const rebuild = () =>
      rebuildStanding(
        { standings, readSources: dynamoStandingSources(table), clock: () => testStart },
        userId,
      );

    it('loses no result of ten lectures that end at the same moment', async () => {
      const scores = Array.from({ length: 10 }, (_, index) => 10 * index + 1);
      await Promise.all(
        scores.map(async (score, index) => {
          await finished(index + 1, score);
          await rebuild();
        }),
      );
      const sum = scores.reduce((total, score) => total + score, 0);
      expect((await standings.find(userId))?.days).toEqual([{ day: today, sum, count: 10 }]);
    });

    it('loses none of fourteen either, though some deliveries have to come back', async () => {
      const redeliver = async (deliveries: number): Promise<void> => {
        await rebuild().catch((error) => {
          if (deliveries === 0) throw error;
          return redeliver(deliveries - 1);
        });
      };
      await Promise.all(
        Array.from({ length: 14 }, async (_, index) => {
          await finished(index + 1, 70);
          await redeliver(7);
        }),
      );
      expect((await standings.find(userId))?.days).toEqual([{ day: today, sum: 980, count: 14 }]);
    });
  });

  describe('the fold', () => {
    it('reads each standing once, from every shard', async () => {
      const learners = 3 * standingShards + 1;
      for (let id = 1; id <= learners; id++) {
        await standings.replace(id, standingOfScore(id), 0);
      }
      const { buckets } = await foldStandings(standings.all(), testStart);
      expect(buckets.flatMap((count, bucket) => (count > 0 ? [[bucket, count]] : []))).toEqual(
        Array.from({ length: learners }, (_, index) => [10 * (index + 1), 1]),
      );
    });

    it('reads on past the first page of a shard', async () => {
      const learners = 3 * standingShards + 1;
      for (let id = 1; id <= learners; id++) {
        await standings.replace(id, standingOfScore(id), 0);
      }
      const pages = await inPagesOf(2, table.client, async () => {
        const sums = (await allOf(standings)).map(({ days: [day] }) => (day?.sum ?? -1) / 3);
        expect(sums.sort((a, b) => a - b)).toEqual(
          Array.from({ length: learners }, (_, index) => index + 1),
        );
      });
      expect(pages).toBeGreaterThan(standingShards);
    });

    it('sees the latest revision of a standing, and no other item of its user', async () => {
      await dynamoLectures(table).create(lectureOf());
      await standings.replace(userId, standing, 0);
      await standings.replace(userId, standingOfScore(55), 1);
      expect(await allOf(standings)).toEqual([standingOfScore(55)]);
    });

    it('fails on a standing that cannot be read, instead of ranking without it', async () => {
      await standings.replace(userId, standing, 0);
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: standingKey(userId) }),
      );
      await table.client.send(
        new PutCommand({ TableName: table.name, Item: { ...Item, days: 'broken' } }),
      );
      await expect(allOf(standings)).rejects.toThrow();
    });
  });

  describe('the snapshot', () => {
    let snapshots: SnapshotStore;
    beforeEach(() => {
      snapshots = dynamoSnapshots(table);
    });
    const snapshotAt = (at: number, learners: number) => ({
      at,
      buckets: new Array<number>(1001).fill(0).with(700, learners),
    });

    it('is found as it was stored, and not before', async () => {
      expect(await snapshots.find()).toBeUndefined();
      await snapshots.keep(snapshotAt(testStart, 3));
      expect(await snapshots.find()).toEqual(snapshotAt(testStart, 3));
    });

    it('is found as the release before has stored it, and that release finds this one’s as well', async () => {
      const asList = { ...snapshotKey, ...snapshotAt(testStart, 3) };
      await table.client.send(new PutCommand({ TableName: table.name, Item: asList }));
      expect(await snapshots.find()).toEqual(snapshotAt(testStart, 3));
      await snapshots.keep(snapshotAt(testStart + 1, 4));
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: snapshotKey }),
      );
      expect(Item).toEqual({ ...snapshotKey, ...snapshotAt(testStart + 1, 4) });
    });

    it('is followed by a later one, and never by an earlier one', async () => {
      await snapshots.keep(snapshotAt(testStart, 1));
      await snapshots.keep(snapshotAt(testStart + 1, 2));
      await snapshots.keep(snapshotAt(testStart, 3));
      await snapshots.keep(snapshotAt(testStart + 1, 4));
      expect(await snapshots.find()).toEqual(snapshotAt(testStart + 1, 2));
    });

    it('is the latest of many folds that end in any order', async () => {
      const inAnyOrder = [4, 1, 9, 3, 7, 0, 8, 2, 6, 5];
      await Promise.all(inAnyOrder.map((at) => snapshots.keep(snapshotAt(testStart + at, at))));
      expect(await snapshots.find()).toEqual(snapshotAt(testStart + 9, 9));
    });
  });
});
