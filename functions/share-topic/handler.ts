import { randomBytes } from 'node:crypto';
import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoDailyCounts } from '../../shared/adapters/dynamo-daily-counts.ts';
import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { dynamoSharedTopics } from '../../shared/adapters/dynamo-shared-topics.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { codeBytes, codeOfBytes } from '../../shared/contracts/shared-topics.ts';
import { topicShareBody } from '../../shared/own-topics/own-topic-body.ts';
import { type ShareTopicPorts, shareTopic } from '../../shared/own-topics/share-topic.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { moderatorOf } from './moderator.ts';

const route = routes['share-topic'];
const environment = await loadEnvironment('share-topic');
const table = dynamoTable(environment.TABLE_NAME);

export const answerSharing =
  (ports: ShareTopicPorts): HttpAction<typeof route> =>
  async ({ userId, path }) => ({
    body: topicShareBody(await shareTopic(ports, { userId, topicId: path.id })),
  });

export const handler = httpHandler(
  route,
  answerSharing({
    topics: dynamoOwnTopics(table),
    consents: dynamoConsents(table),
    shared: dynamoSharedTopics(table),
    counts: dynamoDailyCounts(table),
    moderator: moderatorOf(environment),
    clock: Date.now,
    newCode: () => codeOfBytes(randomBytes(codeBytes)),
  }),
  await deviceAuthentication(environment, dynamoUsers(table)),
);
