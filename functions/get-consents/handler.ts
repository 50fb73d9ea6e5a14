import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { type ConsentStore, consentsBody } from '../../shared/users/consents.ts';

const route = routes['get-consents'];
const environment = await loadEnvironment('get-consents');
const table = dynamoTable(environment.TABLE_NAME);

export const answerConsents =
  (consents: Pick<ConsentStore, 'list'>): HttpAction<typeof route> =>
  async ({ userId }) => ({ body: consentsBody(await consents.list(userId)) });

export const handler = httpHandler(
  route,
  answerConsents(dynamoConsents(table)),
  await deviceAuthentication(environment, dynamoUsers(table)),
);
