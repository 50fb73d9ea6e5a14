import { dynamoSnapshots, dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import { backgroundHandler } from '../../shared/platform/background-handler.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { log } from '../../shared/platform/log.ts';
import { foldStandings } from '../../shared/ranking/snapshot.ts';

const environment = await loadEnvironment('fold-standings');
const table = dynamoTable(environment.TABLE_NAME);
const standings = dynamoStandings(table);
const snapshots = dynamoSnapshots(table);

/** Makes the ranking's snapshot of everybody, on a schedule. A lost run is made good by the next. */
export const handler = backgroundHandler(async (): Promise<void> => {
  const snapshot = await foldStandings(standings.all(), Date.now());
  await snapshots.keep(snapshot);
  const learners = snapshot.buckets.reduce((sum, count) => sum + count, 0);
  log('info', 'standings folded', { learners });
});
