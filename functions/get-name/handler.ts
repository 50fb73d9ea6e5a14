import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { unauthorized } from '../../shared/platform/tokens.ts';
import type { UserStore } from '../../shared/users/user.ts';

const route = routes['get-name'];
const environment = loadEnvironment('get-name');
const users = dynamoUsers(dynamoTable(environment.TABLE_NAME));

export const answerName =
  (ports: { users: Pick<UserStore, 'find'> }): HttpAction<typeof route> =>
  async ({ userId }) => {
    const user = await ports.users.find(userId);
    if (!user) throw unauthorized();
    return { body: { name: user.name } };
  };

export const handler = httpHandler(
  route,
  answerName({ users }),
  deviceAuthentication(environment, users),
);
