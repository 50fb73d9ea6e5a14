import { dynamoLaters } from '../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { lectureBody } from '../../shared/lectures/lecture-body.ts';
import { type RevealAnswersPorts, revealAnswers } from '../../shared/lectures/reveal-answers.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';

const route = routes['reveal-answers'];
const environment = await loadEnvironment('reveal-answers');
const table = dynamoTable(environment.TABLE_NAME);

export const answerReveal =
  (ports: RevealAnswersPorts): HttpAction<typeof route> =>
  async ({ userId, path }) => {
    const { lecture, detail, laters } = await revealAnswers(ports, { userId, lectureId: path.id });
    return { body: lectureBody(lecture, detail, laters) };
  };

export const handler = httpHandler(
  route,
  answerReveal({
    lectures: dynamoLectures(table),
    details: dynamoLectureDetails(table),
    laters: dynamoLaters(table),
    clock: Date.now,
  }),
  await deviceAuthentication(environment, dynamoUsers(table)),
);
