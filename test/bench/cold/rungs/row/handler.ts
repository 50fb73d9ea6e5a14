import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { dynamoLectures } from '../../../../../shared/adapters/dynamo-lectures.ts';
import { routeEnvironment } from '../../../../../shared/contracts/environment.ts';
import { tokenAuthentication } from '../../../../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../../../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../../../../shared/platform/environment.ts';

const environment = await loadEnvironment('get-lecture', routeEnvironment);
const { find } = dynamoLectures(dynamoTable(environment.TABLE_NAME));
const authenticate = await tokenAuthentication(environment, () =>
  find({ userId: 0, lectureId: 0 }, 'eventual'),
);

export const handler = async ({ headers, pathParameters }: APIGatewayProxyEventV2) => {
  const { claims } = await authenticate('token', headers['authorization']);
  const lectureId = Number(pathParameters?.['id']);
  const lecture = await find({ userId: claims.userId, lectureId }, 'eventual');
  return { statusCode: lecture ? 200 : 404, body: '' };
};
