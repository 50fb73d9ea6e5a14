import { dynamoSharedTopics } from '../../shared/adapters/dynamo-shared-topics.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { type StopSharingPorts, stopSharing } from '../../shared/own-topics/share-topic.ts';
import { deviceAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';

const route = routes['stop-sharing'];
const environment = await loadEnvironment('stop-sharing');
const table = dynamoTable(environment.TABLE_NAME);

export const answerEndOfSharing =
  (ports: StopSharingPorts): HttpAction<typeof route> =>
  async ({ userId, path }) => {
    await stopSharing(ports, { userId, topicId: path.id });
    return { body: undefined };
  };

export const handler = httpHandler(
  route,
  answerEndOfSharing({ shared: dynamoSharedTopics(table) }),
  await deviceAuthentication(environment, dynamoUsers(table)),
);
