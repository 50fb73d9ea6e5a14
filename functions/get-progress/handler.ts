import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { getProgressRoute as route } from '../../shared/contracts/routes/lectures.ts';
import { type ReadProgressPorts, readProgress } from '../../shared/lectures/read-progress.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { nextPageHeaders, readCursor } from '../../shared/platform/list-cursor.ts';
import { userAuthentication } from '../../shared/platform/user-authentication.ts';

const environment = await loadEnvironment('get-progress', routeEnvironment);
const table = dynamoTable(environment.TABLE_NAME);

export const answerProgress =
  (ports: ReadProgressPorts): HttpAction<'get-progress'> =>
  async ({ userId, query, url, language }) => {
    const before = readCursor(query.cursor);
    const { progress, next } = await readProgress(ports, userId, before, language);
    return {
      body: progress,
      headers: nextPageHeaders(url, { next }),
    };
  };

export const handler = httpHandler(
  route,
  answerProgress({
    lectures: dynamoLectures(table),
    findTopicOfVersion: dynamoCatalog(table, Date.now).findTopicOfVersion,
  }),
  await userAuthentication(environment, table),
);
