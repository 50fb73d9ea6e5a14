import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { listLecturesRoute as route } from '../../shared/contracts/routes/lectures.ts';
import { lecturePage } from '../../shared/lectures/lecture-page.ts';
import { type ListLecturesPorts, listLectures } from '../../shared/lectures/read-lectures.ts';
import { inReaderLanguage, type VersionedTopics } from '../../shared/lectures/reader-language.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { nextPageHeaders, readCursor } from '../../shared/platform/list-cursor.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('list-lectures', routeEnvironment);

const newestLimit = 100;

export const answerLectures =
  (ports: ListLecturesPorts & VersionedTopics): HttpAction<'list-lectures'> =>
  async ({ userId, query, url, language }) => {
    const limit = query.limit ?? newestLimit;
    const before = readCursor(query.cursor);
    const list = await listLectures(ports, userId, { limit, before });
    const { items, next } = await lecturePage(list, inReaderLanguage(ports, language));
    return {
      body: items,
      headers: nextPageHeaders(url, { next, limit }),
    };
  };

export const handler = httpHandler(
  route,
  answerLectures({
    lectures: dynamoLectures(table),
    details: dynamoLectureDetails(table),
    clock: Date.now,
    findTopicOfVersion: dynamoCatalog(table, Date.now).findTopicOfVersion,
  }),
  authenticate,
);
