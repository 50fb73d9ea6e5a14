import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { editTopicRoute as route } from '../../shared/contracts/routes/own-topics.ts';
import { type EditTopicPorts, editTopic } from '../../shared/own-topics/edit-topic.ts';
import { ownTopicBody } from '../../shared/own-topics/own-topic-body.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { userAuthentication } from '../../shared/platform/user-authentication.ts';

const environment = await loadEnvironment('edit-topic', routeEnvironment);
const table = dynamoTable(environment.TABLE_NAME);

export const answerEdit =
  (ports: EditTopicPorts): HttpAction<'edit-topic'> =>
  async ({ userId, path, body, language }) => ({
    body: ownTopicBody(await editTopic(ports, { userId, topicId: path.id }, body), language),
  });

export const handler = httpHandler(
  route,
  answerEdit({ topics: dynamoOwnTopics(table) }),
  await userAuthentication(environment, table),
);
