import { dynamoSharedTopics } from '../../shared/adapters/dynamo-shared-topics.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { stopSharingRoute as route } from '../../shared/contracts/routes/shared-topics.ts';
import { type StopSharingPorts, stopSharing } from '../../shared/own-topics/share-topic.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { userAuthentication } from '../../shared/platform/user-authentication.ts';

const environment = await loadEnvironment('stop-sharing', routeEnvironment);
const table = dynamoTable(environment.TABLE_NAME);

export const answerEndOfSharing =
  (ports: StopSharingPorts): HttpAction<'stop-sharing'> =>
  async ({ userId, path }) => {
    await stopSharing(ports, { userId, topicId: path.id });
    return { body: undefined };
  };

export const handler = httpHandler(
  route,
  answerEndOfSharing({ shared: dynamoSharedTopics(table) }),
  await userAuthentication(environment, table),
);
