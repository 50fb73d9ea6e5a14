import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';

const route = routes['get-name'];
const environment = await loadEnvironment('get-name');

export const answerName: HttpAction<typeof route> = async ({ caller }) => ({
  body: { name: caller.user.name },
});

export const handler = httpHandler(
  route,
  answerName,
  await deviceAuthentication(environment, dynamoUsers(dynamoTable(environment.TABLE_NAME))),
);
