import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { ownTopicLimits } from '../../shared/contracts/own-topic-limits.ts';
import { listOwnTopicsRoute as route } from '../../shared/contracts/routes/own-topics.ts';
import { listedTopicBody } from '../../shared/own-topics/own-topic-body.ts';
import { type ListOwnTopicsPorts, listOwnTopics } from '../../shared/own-topics/read-own-topics.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { nextPageHeaders, readCursor } from '../../shared/platform/list-cursor.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('list-own-topics', routeEnvironment);

export const answerOwnTopics =
  (ports: ListOwnTopicsPorts): HttpAction<'list-own-topics'> =>
  async ({ userId, query, url, language }) => {
    const limit = query.limit ?? ownTopicLimits.topics;
    const before = readCursor(query.cursor);
    const { topics, next } = await listOwnTopics(ports, userId, { limit, before });
    return {
      body: topics.map((topic) => listedTopicBody(topic, language)),
      headers: nextPageHeaders(url, { next, limit }),
    };
  };

export const handler = httpHandler(
  route,
  answerOwnTopics({ topics: dynamoOwnTopics(table), clock: Date.now }),
  authenticate,
);
