import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { keyedProofs } from '../../shared/platform/keyed-proofs.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { severalRoutes } from '../../shared/platform/several-routes.ts';
import { type MakeIntentPorts, makeIntent } from '../../shared/rewards/reward-intent.ts';
import { type ConsentStore, consentsBody } from '../../shared/users/consents.ts';

const read = routes['get-consents'];
const intend = routes['create-reward-intent'];
const environment = await loadEnvironment('get-consents');
const table = dynamoTable(environment.TABLE_NAME);
const readTokenKeys = secretReader(environment.TOKEN_KEYS_SECRET_ARN);
const consents = dynamoConsents(table);

export const answerConsents =
  (consents: Pick<ConsentStore, 'list'>): HttpAction<typeof read> =>
  async ({ userId }) => ({ body: consentsBody(await consents.list(userId)) });

export const answerIntent =
  (ports: MakeIntentPorts): HttpAction<typeof intend> =>
  async ({ userId, caller }) => {
    const { validUntil, ...intent } = await makeIntent(ports, userId, caller.creditsToday);
    return { body: { ...intent, validUntil: new Date(validUntil).toISOString() } };
  };

const ports = { consents, proofs: keyedProofs(readTokenKeys), clock: Date.now };
const users = dynamoUsers(table);
const authenticate = await deviceAuthentication(environment, users, undefined, readTokenKeys);

export const handler = severalRoutes(
  [read, httpHandler(read, answerConsents(consents), authenticate)],
  [intend, httpHandler(intend, answerIntent(ports), authenticate)],
);
