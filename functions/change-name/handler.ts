import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { changeNameRoute as route } from '../../shared/contracts/routes/users.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { unauthorized } from '../../shared/platform/tokens.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';
import type { UserStore } from '../../shared/users/user.ts';

const { table, authenticate } = await openUserFunction('change-name', routeEnvironment);
const users = dynamoUsers(table);

export const answerChangeName =
  (ports: { users: Pick<UserStore, 'rename'> }): HttpAction<'change-name'> =>
  async ({ userId, body }) => {
    if (!(await ports.users.rename(userId, body.name))) throw unauthorized();
    return { body: { name: body.name } };
  };

export const handler = httpHandler(route, answerChangeName({ users }), authenticate);
