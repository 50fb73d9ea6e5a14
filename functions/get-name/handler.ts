import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { getNameRoute as route } from '../../shared/contracts/routes/users.ts';
import type { Routes } from '../../shared/contracts/routes.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';

const environment = await loadEnvironment('get-name', routeEnvironment);

export const answerName: HttpAction<Routes['get-name']> = async ({ caller }) => ({
  body: { name: caller.user.name },
});

export const handler = httpHandler(
  route,
  answerName,
  await deviceAuthentication(environment, dynamoUsers(dynamoTable(environment.TABLE_NAME))),
);
