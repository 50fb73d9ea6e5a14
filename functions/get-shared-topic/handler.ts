import { dynamoDailyCounts } from '../../shared/adapters/dynamo-daily-counts.ts';
import { dynamoSharedTopics } from '../../shared/adapters/dynamo-shared-topics.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { getSharedTopicRoute as route } from '../../shared/contracts/routes/shared-topics.ts';
import {
  type FindSharedTopicPorts,
  findSharedTopic,
  sharedTopicBody,
} from '../../shared/own-topics/find-shared-topic.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('get-shared-topic', routeEnvironment);

export const answerSharedTopic =
  (ports: FindSharedTopicPorts): HttpAction<'get-shared-topic'> =>
  async ({ userId, path }) => ({
    body: sharedTopicBody(await findSharedTopic(ports, userId, path.code)),
  });

export const handler = httpHandler(
  route,
  answerSharedTopic({
    shared: dynamoSharedTopics(table),
    counts: dynamoDailyCounts(table),
    clock: Date.now,
  }),
  authenticate,
);
