import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  packedSnapshotKey,
  standingKey,
  standingShardOf,
} from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoSnapshots, dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { routes } from '../../../shared/contracts/routes.ts';
import { standingsIndex } from '../../../shared/contracts/table.ts';
import { rankingRule } from '../../../shared/ranking/counting-rule.ts';
import { capacityMeter, unitsOf } from '../../support/capacity-meter.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { testStart } from '../../support/manual-clock.ts';
import { rankingView } from '../../support/ranking-view.ts';
import { getItemUnits, itemBytes, queryUnits } from '../../support/read-units.ts';
import { widestSnapshot, widestStanding } from '../../support/widest-ranking.ts';

const million = 1_000_000;
const userId = 2 ** 53 - 1;
const today = seoulDay(testStart);

describeOnEachEngine('the ranking among a million learners', (engine) => {
  let table: EngineTable;
  beforeEach(async () => {
    table = await engine.freshTable();
    await dynamoSnapshots(table).keep(widestSnapshot(million, testStart));
    await dynamoStandings(table).replace(userId, widestStanding(testStart), 0);
  });
  afterEach(() => {
    table.client.middlewareStack.remove('capacityMeter');
  });
  const stored = async (key: Record<string, string>) => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: key }));
    if (!Item) throw new Error('nothing is stored there');
    return Item;
  };

  it('costs two small reads a view, one unit by item size', async () => {
    const view = await rankingView(table, () => testStart);
    const meter = capacityMeter(table.client);
    const { ranking } = await view(userId);
    expect(ranking).toMatchObject({ userId, rank: expect.any(Number) });
    const reads = [...meter.reads];
    expect(reads.map(({ operation }) => operation)).toEqual(['GetItemCommand', 'GetItemCommand']);
    expect(meter.writes).toEqual([]);
    // The token alone tells who asks: no profile is read.
    expect(routes['get-ranking'].auth).toBe('token');

    const units =
      getItemUnits(await stored(standingKey(userId))) +
      getItemUnits(await stored(packedSnapshotKey));
    expect(units).toBe(1);
    // What the engine counts shows whether the reads were of the cheap kind.
    expect(unitsOf(reads)).toBeLessThanOrEqual(1.5);
  });

  it('folds a learner of ten lectures for some two hundred bytes', async () => {
    const learner = userId - 1;
    await dynamoStandings(table).replace(
      learner,
      {
        rule: rankingRule,
        days: Array.from({ length: 10 }, (_, index) => ({
          day: today - index,
          sum: 71,
          count: 1,
        })),
        recent: [{ endedAt: testStart - 1, day: today, score: 71 }],
      },
      0,
    );
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: standingsIndex.name,
        KeyConditionExpression: 'standingShard = :shard',
        ExpressionAttributeValues: { ':shard': standingShardOf(learner) },
      }),
    );
    const [entry = {}] = Items;
    expect(Object.keys(entry).sort()).toEqual(['days', 'pk', 'recent', 'sk', 'standingShard']);
    expect(itemBytes(entry)).toBeLessThanOrEqual(240);
    expect(queryUnits(million * itemBytes(entry))).toBeLessThanOrEqual(30_000);
  });
});
