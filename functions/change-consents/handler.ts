import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import {
  type ChangeConsentsPorts,
  changeConsents,
  consentsBody,
} from '../../shared/users/consents.ts';

const route = routes['change-consents'];
const environment = await loadEnvironment('change-consents');
const table = dynamoTable(environment.TABLE_NAME);

export const answerChangedConsents =
  (ports: ChangeConsentsPorts): HttpAction<typeof route> =>
  async ({ userId, body }) => ({
    body: consentsBody(await changeConsents(ports, userId, body.consents)),
  });

export const handler = httpHandler(
  route,
  answerChangedConsents({ consents: dynamoConsents(table), clock: Date.now }),
  await deviceAuthentication(environment, dynamoUsers(table)),
);
