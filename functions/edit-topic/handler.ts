import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { editTopicRoute as route } from '../../shared/contracts/routes/own-topics.ts';
import { type EditTopicPorts, editTopic } from '../../shared/own-topics/edit-topic.ts';
import { ownTopicBody } from '../../shared/own-topics/own-topic-body.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('edit-topic', routeEnvironment);

export const answerEdit =
  (ports: EditTopicPorts): HttpAction<'edit-topic'> =>
  async ({ userId, path, body, language }) => ({
    body: ownTopicBody(await editTopic(ports, { userId, topicId: path.id }, body), language),
  });

export const handler = httpHandler(
  route,
  answerEdit({ topics: dynamoOwnTopics(table) }),
  authenticate,
);
