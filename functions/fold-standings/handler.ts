import { dynamoPresences } from '../../shared/adapters/dynamo-presence.ts';
import { dynamoRetention } from '../../shared/adapters/dynamo-retention.ts';
import { dynamoSnapshots, dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import { foldStandingsEnvironment } from '../../shared/contracts/environment.ts';
import { backgroundHandler } from '../../shared/platform/background-handler.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { reportError } from '../../shared/platform/error-reporting.ts';
import { log } from '../../shared/platform/log.ts';
import { measuredDays } from '../../shared/platform/measured-retention.ts';
import { measure } from '../../shared/platform/metrics.ts';
import { foldStandings } from '../../shared/ranking/snapshot.ts';
import { countRetention } from '../../shared/retention/count-retention.ts';

const environment = await loadEnvironment('fold-standings', foldStandingsEnvironment);
const table = dynamoTable(environment.TABLE_NAME);
const standings = dynamoStandings(table);
const snapshots = dynamoSnapshots(table);
const experiments = environment.EXPERIMENTS;
const retention = {
  learners: dynamoPresences(table),
  counted: dynamoRetention(table),
  experiments,
  clock: Date.now,
  onDay: measuredDays(experiments),
};

/** Counting one part of the learners takes less than this, so a part that is begun is also finished. */
const partMilliseconds = 90_000;

/**
 * Makes the ranking's snapshot of everybody, then counts who was there and who came back on the days
 * that are over. Both read the same index. The next run makes good a run that was lost.
 */
export const handler = backgroundHandler(async (_: unknown, context): Promise<void> => {
  const snapshot = await foldStandings(standings.all(), Date.now());
  await snapshots.keep(snapshot);
  const learners = snapshot.buckets.reduce((sum, count) => sum + count, 0);
  log('info', 'standings folded', { learners });

  const hasTime = () => context.getRemainingTimeInMillis() > partMilliseconds;
  // The ranking is already made, so a failure here does not fail the run; it has its own alarm.
  const isCounted = await countRetention(retention, hasTime).catch(async (error: unknown) => {
    await reportError(error, {}, 'background');
    return false;
  });
  measure({ values: { RetentionLate: isCounted ? 0 : 1 } });
});
