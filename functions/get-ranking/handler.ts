import { dynamoSnapshots, dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import type { SnapshotStore, StandingStore } from '../../shared/ranking/ports.ts';
import { rankingMessage } from '../../shared/ranking/ranking-message.ts';
import { placeOf } from '../../shared/ranking/snapshot.ts';

const route = routes['get-ranking'];
const environment = await loadEnvironment('get-ranking');
const table = dynamoTable(environment.TABLE_NAME);
const snapshots = dynamoSnapshots(table);

export const answerRanking =
  (ports: {
    standings: Pick<StandingStore, 'find'>;
    snapshots: Pick<SnapshotStore, 'find'>;
    clock: () => number;
  }): HttpAction<typeof route> =>
  async ({ userId, language }) => {
    const [standing, snapshot] = await Promise.all([
      ports.standings.find(userId),
      ports.snapshots.find(),
    ]);
    const place = placeOf(standing, snapshot, ports.clock());
    const ranking = place?.among ? { userId, score: place.score, rank: place.among.rank } : null;
    return { body: { ranking, message: rankingMessage(place, language) } };
  };

export const handler = httpHandler(
  route,
  answerRanking({
    standings: dynamoStandings(table),
    snapshots,
    clock: Date.now,
  }),
  await deviceAuthentication(environment, dynamoUsers(table), () => snapshots.find()),
);
