import { dynamoLectures } from '../../../../../shared/adapters/dynamo-lectures.ts';
import { routeEnvironment } from '../../../../../shared/contracts/environment.ts';
import { getLectureRoute } from '../../../../../shared/contracts/routes/lectures.ts';
import { tokenAuthentication } from '../../../../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../../../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../../../../shared/platform/environment.ts';
import { httpHandler } from '../../../../../shared/platform/http-handler.ts';

const environment = await loadEnvironment('get-lecture', routeEnvironment);
const { find } = dynamoLectures(dynamoTable(environment.TABLE_NAME));

export const handler = httpHandler(
  getLectureRoute,
  async ({ userId, path }) => {
    await find({ userId, lectureId: path.id }, 'eventual');
    return { body: undefined };
  },
  await tokenAuthentication(environment, () => find({ userId: 0, lectureId: 0 }, 'eventual')),
);
