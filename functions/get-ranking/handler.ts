import { dynamoSnapshots, dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { type RankingViewPorts, viewRanking } from '../../shared/ranking/ranking-view.ts';

const route = routes['get-ranking'];
const environment = await loadEnvironment('get-ranking');
const table = dynamoTable(environment.TABLE_NAME);
const snapshots = dynamoSnapshots(table);

export const answerRanking =
  (ports: RankingViewPorts): HttpAction<typeof route> =>
  async ({ userId, language }) => ({ body: await viewRanking(ports, userId, language) });

export const handler = httpHandler(
  route,
  answerRanking({
    standings: dynamoStandings(table),
    snapshots,
    clock: Date.now,
  }),
  await deviceAuthentication(environment, dynamoUsers(table), () => snapshots.find()),
);
