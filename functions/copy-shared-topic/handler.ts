import { dynamoDailyCounts } from '../../shared/adapters/dynamo-daily-counts.ts';
import { dynamoLectures, preparationRows } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { dynamoRepeats } from '../../shared/adapters/dynamo-repeats.ts';
import { dynamoSharedTopics } from '../../shared/adapters/dynamo-shared-topics.ts';
import { typedRepeatGuardSeconds } from '../../shared/contracts/clocks.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { copySharedTopicRoute as route } from '../../shared/contracts/routes/shared-topics.ts';
import {
  type CopySharedTopicPorts,
  copySharedTopic,
} from '../../shared/own-topics/copy-shared-topic.ts';
import { ownTopicBody } from '../../shared/own-topics/own-topic-body.ts';
import { fingerprint } from '../../shared/platform/digests.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('copy-shared-topic', routeEnvironment);

export const answerCopy =
  (ports: CopySharedTopicPorts): HttpAction<'copy-shared-topic'> =>
  async ({ userId, path, requestId, language }) => {
    const wanted = { userId, code: path.code, correlationId: requestId };
    const topic = await copySharedTopic(ports, wanted);
    return { body: ownTopicBody({ topic, notes: undefined }, language) };
  };

export const handler = httpHandler(
  route,
  answerCopy({
    shared: dynamoSharedTopics(table),
    counts: dynamoDailyCounts(table),
    preparations: dynamoLectures(table, preparationRows),
    topics: dynamoOwnTopics(table),
    repeats: dynamoRepeats(table, typedRepeatGuardSeconds),
    clock: Date.now,
    fingerprint,
    random: Math.random,
  }),
  authenticate,
);
