import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { createRewardIntentRoute as intend } from '../../shared/contracts/routes/rewards.ts';
import { getConsentsRoute as read } from '../../shared/contracts/routes/users.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { keyedProofs } from '../../shared/platform/keyed-proofs.ts';
import { severalRoutes } from '../../shared/platform/several-routes.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';
import { type MakeIntentPorts, makeIntent } from '../../shared/rewards/reward-intent.ts';
import { type ConsentStore, consentsBody } from '../../shared/users/consents.ts';

const { table, readTokenKeys, authenticate } = await openUserFunction(
  'get-consents',
  routeEnvironment,
);
const consents = dynamoConsents(table);

export const answerConsents =
  (consents: Pick<ConsentStore, 'list'>): HttpAction<'get-consents'> =>
  async ({ userId }) => ({ body: consentsBody(await consents.list(userId)) });

export const answerIntent =
  (ports: MakeIntentPorts): HttpAction<'create-reward-intent'> =>
  async ({ userId, caller }) => {
    const { validUntil, ...intent } = await makeIntent(ports, userId, caller.creditsToday);
    return { body: { ...intent, validUntil: new Date(validUntil).toISOString() } };
  };

const ports = { consents, proofs: keyedProofs(readTokenKeys), clock: Date.now };
export const handler = severalRoutes(
  [read, httpHandler(read, answerConsents(consents), authenticate)],
  [intend, httpHandler(intend, answerIntent(ports), authenticate)],
);
