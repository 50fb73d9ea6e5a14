import { dynamoSharedTopics } from '../../shared/adapters/dynamo-shared-topics.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { stopSharingRoute as route } from '../../shared/contracts/routes/shared-topics.ts';
import { type StopSharingPorts, stopSharing } from '../../shared/own-topics/share-topic.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('stop-sharing', routeEnvironment);

export const answerEndOfSharing =
  (ports: StopSharingPorts): HttpAction<'stop-sharing'> =>
  async ({ userId, path }) => {
    await stopSharing(ports, { userId, topicId: path.id });
    return { body: undefined };
  };

export const handler = httpHandler(
  route,
  answerEndOfSharing({ shared: dynamoSharedTopics(table) }),
  authenticate,
);
