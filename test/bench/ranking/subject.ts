import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { packedSnapshotKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoSnapshots, dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { packed } from '../../../shared/adapters/packed-json.ts';
import { foldStandings } from '../../../shared/ranking/snapshot.ts';
import type { Standing } from '../../../shared/ranking/standing.ts';
import { capacityMeter, unitsOf } from '../../support/capacity-meter.ts';
import { lectureTableInput } from '../../support/lecture-table.ts';
import { rankingView } from '../../support/ranking-view.ts';
import { getItemUnits, itemBytes, queryUnits } from '../../support/read-units.ts';
import { now, standingItem, standingOfLearner, storeStandings, userIdOf } from './learners.ts';

/**
 * Up to this many learners every standing is stored and folded from the index. With more learners the
 * standings are folded as they are made, and only a sample of them is stored, with the snapshot of all: a
 * view reads one standing and the snapshot, wherever the others are.
 */
const largestStored = 100_000;
const sampleSize = 1_000;

/** A ranking among so many learners, ready to be looked at. */
export interface RankingSubject {
  readonly learners: number;
  readonly standingsStored: number;
  /** `GET /ranking` by one of the learners whose standing is stored. */
  readonly view: (userId: number) => Promise<unknown>;
  /** Of the learner whose standing is largest. */
  readonly viewUnitsBySize: number;
  /** Of the first learner. */
  readonly viewUnitsByEngine: number;
  readonly snapshotBytes: number;
  readonly foldUnitsBySize: number;
  /** Undefined where the standings are not stored. */
  readonly foldUnitsByEngine: number | undefined;
}

/** Makes a table of its own with the standings of so many learners and the snapshot of them. */
export async function rankingAmong(
  client: DynamoDBDocumentClient,
  learners: number,
): Promise<RankingSubject> {
  const table = { client, name: `learners-${learners}` };
  await client.send(new CreateTableCommand(lectureTableInput(table.name)));
  const standingsStored = learners > largestStored ? sampleSize : learners;
  await storeStandings(table, standingsStored);

  const sizes = { indexBytes: 0, largestViewUnits: 0 };
  const made = foldStandings(measuredStandings(learners, sizes), now);
  const meter = capacityMeter(client);
  const isStored = standingsStored === learners;
  const snapshot = isStored ? await foldStandings(dynamoStandings(table).all(), now) : await made;
  const foldUnitsByEngine = isStored ? unitsOf(meter.reads) : undefined;
  await made;
  await dynamoSnapshots(table).keep(snapshot);
  meter.reset();
  const view = await rankingView(table, () => now);
  const answered = await view(userIdOf(0));
  if (answered.ranking === null) throw new Error(`no place among ${learners} learners`);
  const viewUnitsByEngine = unitsOf(meter.reads);
  client.middlewareStack.remove('capacityMeter');

  const { at, buckets } = snapshot;
  const snapshotItem = { ...packedSnapshotKey, at, ...packed({ buckets }) };
  return {
    learners,
    standingsStored,
    view,
    viewUnitsBySize: sizes.largestViewUnits + getItemUnits(snapshotItem),
    viewUnitsByEngine,
    snapshotBytes: itemBytes(snapshotItem),
    foldUnitsBySize: queryUnits(sizes.indexBytes),
    foldUnitsByEngine,
  };
}

/** Each learner's standing, its sizes noted on the way: what of it stands in the index, and all. */
async function* measuredStandings(
  learners: number,
  sizes: { indexBytes: number; largestViewUnits: number },
): AsyncGenerator<Standing> {
  for (let index = 0; index < learners; index++) {
    const userId = userIdOf(index);
    const standing = standingOfLearner(userId);
    const item = standingItem(userId, standing);
    const { revision: _, ...entry } = item;
    sizes.indexBytes += itemBytes(entry);
    sizes.largestViewUnits = Math.max(sizes.largestViewUnits, getItemUnits(item));
    yield standing;
  }
}
