import { dynamoAssessments } from '../../shared/adapters/dynamo-assessments.ts';
import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoLaters } from '../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoTaughtTopics } from '../../shared/adapters/dynamo-taught-topics.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { getLectureRoute as route } from '../../shared/contracts/routes/lectures.ts';
import { hintsView } from '../../shared/lectures/hints-view.ts';
import { lectureBody } from '../../shared/lectures/lecture-body.ts';
import { type PartsPorts, readParts } from '../../shared/lectures/lecture-parts.ts';
import { nextLookSeconds } from '../../shared/lectures/next-look.ts';
import { type ReadLecturePorts, readLecture } from '../../shared/lectures/read-lectures.ts';
import { inReaderLanguage } from '../../shared/lectures/reader-language.ts';
import { tokenAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';

const environment = await loadEnvironment('get-lecture', routeEnvironment);
const table = dynamoTable(environment.TABLE_NAME);
const lectures = dynamoLectures(table);

export const answerLecture =
  (ports: ReadLecturePorts & PartsPorts): HttpAction<'get-lecture'> =>
  async ({ userId, path, query, language }) => {
    const whole = await readLecture(ports, { userId, lectureId: path.id });
    const { lecture, detail, laters } = await inReaderLanguage(ports, language)(whole);
    const read =
      query.with === 'parts' ? await readParts(ports, whole.lecture, language) : undefined;
    const body = { ...lectureBody(lecture, detail, laters), ...(read && { parts: read.parts }) };
    const retryAfter = nextLookSeconds(lecture, ports.clock(), read);
    return {
      body: query.view === 'hints' ? hintsView(body, detail.feedback) : body,
      headers: lecture.status === 'IN_PROGRESS' ? { 'retry-after': String(retryAfter) } : {},
    };
  };

export const handler = httpHandler(
  route,
  answerLecture({
    lectures,
    details: dynamoLectureDetails(table),
    laters: dynamoLaters(table),
    assessments: dynamoAssessments(table, Date.now),
    findTaughtTopic: dynamoTaughtTopics(table).find,
    clock: Date.now,
    findTopicOfVersion: dynamoCatalog(table, Date.now).findTopicOfVersion,
  }),
  await tokenAuthentication(environment, () =>
    lectures.find({ userId: 0, lectureId: 0 }, 'eventual'),
  ),
);
