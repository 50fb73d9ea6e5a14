import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { getProgressRoute as route } from '../../shared/contracts/routes/lectures.ts';
import { type ReadProgressPorts, readProgress } from '../../shared/lectures/read-progress.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { nextPageHeaders, readCursor } from '../../shared/platform/list-cursor.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('get-progress', routeEnvironment);

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
  authenticate,
);
