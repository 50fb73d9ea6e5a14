import { dynamoLeague } from '../../shared/adapters/dynamo-league.ts';
import { dynamoOpenGroups } from '../../shared/adapters/dynamo-open-groups.ts';
import { tableEnvironment } from '../../shared/contracts/environment.ts';
import { closeGroups } from '../../shared/league/close-groups.ts';
import { backgroundHandler } from '../../shared/platform/background-handler.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { log } from '../../shared/platform/log.ts';

const environment = await loadEnvironment('close-leagues', tableEnvironment);
const table = dynamoTable(environment.TABLE_NAME);
const ports = { ...dynamoLeague(table, Date.now), open: dynamoOpenGroups(table) };

/** Closing one group takes no longer than this, even when calls are tried again. */
const groupMilliseconds = 20_000;

/** Closes the weeks of the league that are over, on a schedule, and seats for the next one. */
export const handler = backgroundHandler(async (_event: unknown, context): Promise<void> => {
  const hasTime = () => context.getRemainingTimeInMillis() > groupMilliseconds;
  const closed = await closeGroups(ports, hasTime);
  log('info', 'leagues closed', { ...closed });
});
