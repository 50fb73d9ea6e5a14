import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { changeNameRoute as route } from '../../shared/contracts/routes/users.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { unauthorized } from '../../shared/platform/tokens.ts';
import type { UserStore } from '../../shared/users/user.ts';

const environment = await loadEnvironment('change-name', routeEnvironment);
const users = dynamoUsers(dynamoTable(environment.TABLE_NAME));

export const answerChangeName =
  (ports: { users: Pick<UserStore, 'rename'> }): HttpAction<'change-name'> =>
  async ({ userId, body }) => {
    if (!(await ports.users.rename(userId, body.name))) throw unauthorized();
    return { body: { name: body.name } };
  };

export const handler = httpHandler(
  route,
  answerChangeName({ users }),
  await deviceAuthentication(environment, users),
);
