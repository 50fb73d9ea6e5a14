import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { unauthorized } from '../../shared/platform/tokens.ts';
import type { UserStore } from '../../shared/users/user.ts';

const route = routes['change-name'];
const environment = await loadEnvironment('change-name');
const users = dynamoUsers(dynamoTable(environment.TABLE_NAME));

export const answerChangeName =
  (ports: { users: Pick<UserStore, 'rename'> }): HttpAction<typeof route> =>
  async ({ userId, body }) => {
    if (!(await ports.users.rename(userId, body.name))) throw unauthorized();
    return { body: { name: body.name } };
  };

export const handler = httpHandler(
  route,
  answerChangeName({ users }),
  await deviceAuthentication(environment, users),
);
