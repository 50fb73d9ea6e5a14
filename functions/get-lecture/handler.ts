import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoLaters } from '../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { hintsView } from '../../shared/lectures/hints-view.ts';
import { lectureBody } from '../../shared/lectures/lecture-body.ts';
import { type ReadLecturePorts, readLecture } from '../../shared/lectures/read-lectures.ts';
import { inReaderLanguage, type VersionedTopics } from '../../shared/lectures/reader-language.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';

const route = routes['get-lecture'];
const environment = await loadEnvironment('get-lecture');
const table = dynamoTable(environment.TABLE_NAME);
const lectures = dynamoLectures(table);

/** The published app polls as often. */
const pollSeconds = 3;

export const answerLecture =
  (ports: ReadLecturePorts & VersionedTopics): HttpAction<typeof route> =>
  async ({ userId, path, query, language }) => {
    const read = await readLecture(ports, { userId, lectureId: path.id });
    const { lecture, detail, laters } = await inReaderLanguage(ports, language)(read);
    const body = lectureBody(lecture, detail, laters);
    return {
      body: query.view === 'hints' ? hintsView(body, detail.feedback) : body,
      headers: lecture.status === 'IN_PROGRESS' ? { 'retry-after': String(pollSeconds) } : {},
    };
  };

export const handler = httpHandler(
  route,
  answerLecture({
    lectures,
    details: dynamoLectureDetails(table),
    laters: dynamoLaters(table),
    clock: Date.now,
    findTopicOfVersion: dynamoCatalog(table, Date.now).findTopicOfVersion,
  }),
  await deviceAuthentication(environment, dynamoUsers(table), () =>
    lectures.find({ userId: 0, lectureId: 0 }, 'eventual'),
  ),
);
