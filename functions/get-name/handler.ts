import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { getNameRoute as route } from '../../shared/contracts/routes/users.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { authenticate } = await openUserFunction('get-name', routeEnvironment);

export const answerName: HttpAction<'get-name'> = async ({ caller }) => ({
  body: { name: caller.user.name },
});

export const handler = httpHandler(route, answerName, authenticate);
