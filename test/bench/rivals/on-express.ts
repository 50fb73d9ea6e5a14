import express from 'express';
import serverlessHttp from 'serverless-http';
import { dynamoLaters } from '../../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { routeEnvironment } from '../../../shared/contracts/environment.ts';
import { getLectureRoute } from '../../../shared/contracts/routes/lectures.ts';
import { lectureBody } from '../../../shared/lectures/lecture-body.ts';
import { readLecture } from '../../../shared/lectures/read-lectures.ts';
import { tokenAuthentication } from '../../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../../shared/platform/environment.ts';
import { log } from '../../../shared/platform/log.ts';

/** The same authentication, use case, adapters and log line: only the framework is another. */
const environment = await loadEnvironment('get-lecture', routeEnvironment);
const table = dynamoTable(environment.TABLE_NAME);
const lectures = dynamoLectures(table);
const authenticate = await tokenAuthentication(environment, () =>
  lectures.find({ userId: 0, lectureId: 0 }, 'eventual'),
);
const ports = {
  lectures,
  details: dynamoLectureDetails(table),
  laters: dynamoLaters(table),
  clock: Date.now,
};

const app = express();
app.use((_request, response, next) => {
  const startedAt = Date.now();
  response.on('finish', () => {
    const { statusCode: status } = response;
    log('info', 'request', { status, milliseconds: Date.now() - startedAt });
  });
  next();
});
app.use(express.json());
app.get('/api/v1/lecture/:id', async (request, response) => {
  const { claims } = await authenticate('token', request.get('authorization'));
  const { id } = getLectureRoute.pathParameters.parse(request.params);
  const { lecture, detail } = await readLecture(
    { ...ports, laters: dynamoLaters(table) },
    { userId: claims.userId, lectureId: id },
  );
  if (lecture.status === 'IN_PROGRESS') response.set('retry-after', '3');
  response.json(lectureBody(lecture, detail));
});

export const handler = serverlessHttp(app);
