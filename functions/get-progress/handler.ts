import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import type { LectureStore } from '../../shared/lectures/ports.ts';
import { readProgress } from '../../shared/lectures/read-progress.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { nextPageLink, readCursor } from '../../shared/platform/list-cursor.ts';

const route = routes['get-progress'];
const environment = await loadEnvironment('get-progress');
const table = dynamoTable(environment.TABLE_NAME);

export const answerProgress =
  (lectures: Pick<LectureStore, 'list'>): HttpAction<typeof route> =>
  async ({ userId, query, url }) => {
    const before = query.cursor === undefined ? undefined : readCursor(query.cursor);
    const { progress, next } = await readProgress(lectures, userId, before);
    return {
      body: progress,
      headers: next === undefined ? {} : { link: nextPageLink(url, { next }) },
    };
  };

export const handler = httpHandler(
  route,
  answerProgress(dynamoLectures(table)),
  await deviceAuthentication(environment, dynamoUsers(table)),
);
