import { dynamoSnapshots, dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { getRankingRoute as route } from '../../shared/contracts/routes/ranking.ts';
import { tokenAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { type RankingViewPorts, viewRanking } from '../../shared/ranking/ranking-view.ts';

const environment = await loadEnvironment('get-ranking', routeEnvironment);
const table = dynamoTable(environment.TABLE_NAME);
const snapshots = dynamoSnapshots(table);

export const answerRanking =
  (ports: RankingViewPorts): HttpAction<'get-ranking'> =>
  async ({ userId, language }) => ({ body: await viewRanking(ports, userId, language) });

export const handler = httpHandler(
  route,
  answerRanking({
    standings: dynamoStandings(table),
    snapshots,
    clock: Date.now,
  }),
  await tokenAuthentication(environment, () => snapshots.find()),
);
