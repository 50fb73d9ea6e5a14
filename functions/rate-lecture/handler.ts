import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { type RateLecturePorts, rateLecture } from '../../shared/lectures/rate-lecture.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';

const route = routes['rate-lecture'];
const environment = await loadEnvironment('rate-lecture');
const table = dynamoTable(environment.TABLE_NAME);

export const answerRating =
  (ports: RateLecturePorts): HttpAction<typeof route> =>
  async ({ userId, path, body }) => {
    await rateLecture(ports, { userId, lectureId: path.id }, body.helpfulnessRating);
    return { body: undefined };
  };

export const handler = httpHandler(
  route,
  answerRating({ lectures: dynamoLectures(table), clock: Date.now }),
  await deviceAuthentication(environment, dynamoUsers(table)),
);
