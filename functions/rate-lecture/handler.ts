import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { rateLectureRoute as route } from '../../shared/contracts/routes/lectures.ts';
import { type RateLecturePorts, rateLecture } from '../../shared/lectures/rate-lecture.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { userAuthentication } from '../../shared/platform/user-authentication.ts';

const environment = await loadEnvironment('rate-lecture', routeEnvironment);
const table = dynamoTable(environment.TABLE_NAME);

export const answerRating =
  (ports: RateLecturePorts): HttpAction<'rate-lecture'> =>
  async ({ userId, path, body }) => {
    await rateLecture(ports, { userId, lectureId: path.id }, body.helpfulnessRating);
    return { body: undefined };
  };

export const handler = httpHandler(
  route,
  answerRating({ lectures: dynamoLectures(table), clock: Date.now }),
  await userAuthentication(environment, table),
);
