import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { getOwnTopicRoute as route } from '../../shared/contracts/routes/own-topics.ts';
import { ownTopicBody } from '../../shared/own-topics/own-topic-body.ts';
import { type ReadOwnTopicPorts, readOwnTopic } from '../../shared/own-topics/read-own-topics.ts';
import { tokenAuthentication } from '../../shared/platform/device-authentication.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';

const environment = await loadEnvironment('get-own-topic', routeEnvironment);
const table = dynamoTable(environment.TABLE_NAME);
const topics = dynamoOwnTopics(table);

/** Clients poll a lecture at the same rate. */
const pollSeconds = 3;

export const answerOwnTopic =
  (ports: ReadOwnTopicPorts): HttpAction<'get-own-topic'> =>
  async ({ userId, path, language }) => {
    const read = await readOwnTopic(ports, { userId, topicId: path.id });
    const body = ownTopicBody(read, language);
    return {
      body,
      headers: body.status === 'PREPARING' ? { 'retry-after': String(pollSeconds) } : {},
    };
  };

export const handler = httpHandler(
  route,
  answerOwnTopic({ topics, clock: Date.now }),
  await tokenAuthentication(environment, () =>
    topics.find({ userId: 0, lectureId: 0 }, 'eventual'),
  ),
);
