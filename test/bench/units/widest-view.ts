import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { packedSnapshotKey, standingKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoSnapshots, dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import type { Table } from '../../../shared/adapters/dynamo-table.ts';
import { capacityMeter, type MeteredCall } from '../../support/capacity-meter.ts';
import { testStart } from '../../support/manual-clock.ts';
import { rankingView } from '../../support/ranking-view.ts';
import { getItemUnits } from '../../support/read-units.ts';
import { widestSnapshot, widestStanding } from '../../support/widest-ranking.ts';

const learners = 1_000_000;
const userId = 2 ** 53 - 1;

export interface MeteredView {
  readonly reads: readonly MeteredCall[];
  readonly unitsBySize: number;
}

/** The dearest view of the ranking that there can be among a million learners. */
export async function meterWidestView(table: Table): Promise<MeteredView> {
  await dynamoSnapshots(table).keep(widestSnapshot(learners, testStart));
  await dynamoStandings(table).replace(userId, widestStanding(testStart), 0);
  const view = await rankingView(table, () => testStart);
  const meter = capacityMeter(table.client);
  const { ranking } = await view(userId);
  if (ranking === null) throw new Error('the learner has no place');
  const reads = [...meter.reads];
  const stored = await Promise.all(
    [standingKey(userId), packedSnapshotKey].map(async (Key) => {
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key }));
      if (!Item) throw new Error(`nothing is stored at ${Key.pk}`);
      return getItemUnits(Item);
    }),
  );
  return { reads, unitsBySize: stored.reduce((sum, units) => sum + units, 0) };
}
