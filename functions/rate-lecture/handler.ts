import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { rateLectureRoute as route } from '../../shared/contracts/routes/lectures.ts';
import { type RateLecturePorts, rateLecture } from '../../shared/lectures/rate-lecture.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('rate-lecture', routeEnvironment);

export const answerRating =
  (ports: RateLecturePorts): HttpAction<'rate-lecture'> =>
  async ({ userId, path, body }) => {
    await rateLecture(ports, { userId, lectureId: path.id }, body.helpfulnessRating);
    return { body: undefined };
  };

export const handler = httpHandler(
  route,
  answerRating({ lectures: dynamoLectures(table), clock: Date.now }),
  authenticate,
);
