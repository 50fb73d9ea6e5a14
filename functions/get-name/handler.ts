import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { getNameRoute as route } from '../../shared/contracts/routes/users.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { userAuthentication } from '../../shared/platform/user-authentication.ts';

const environment = await loadEnvironment('get-name', routeEnvironment);

export const answerName: HttpAction<'get-name'> = async ({ caller }) => ({
  body: { name: caller.user.name },
});

export const handler = httpHandler(
  route,
  answerName,
  await userAuthentication(environment, dynamoTable(environment.TABLE_NAME)),
);
