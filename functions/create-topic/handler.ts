import { dynamoLectures, preparationRows } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { dynamoRepeats } from '../../shared/adapters/dynamo-repeats.ts';
import { sqsLectureQueue } from '../../shared/adapters/sqs-lecture-queue.ts';
import { typedRepeatGuardSeconds } from '../../shared/contracts/clocks.ts';
import { createTopicEnvironment } from '../../shared/contracts/environment.ts';
import { createTopicRoute as route } from '../../shared/contracts/routes/own-topics.ts';
import { type CreateTopicPorts, createTopic } from '../../shared/own-topics/create-topic.ts';
import { ownTopicBody } from '../../shared/own-topics/own-topic-body.ts';
import { fingerprint } from '../../shared/platform/digests.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { followedLectures, observedPreparations } from '../../shared/platform/observed-ports.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { environment, table, authenticate } = await openUserFunction(
  'create-topic',
  createTopicEnvironment,
);

export const answerNewTopic =
  (ports: CreateTopicPorts): HttpAction<'create-topic'> =>
  async ({ userId, body, requestId, idempotencyKey, language }) => {
    const wanted = { userId, ...body, correlationId: requestId, idempotencyKey };
    return { body: ownTopicBody(await createTopic(ports, wanted), language) };
  };

export const handler = httpHandler(
  route,
  answerNewTopic({
    preparations: followedLectures(observedPreparations(dynamoLectures(table, preparationRows))),
    topics: dynamoOwnTopics(table),
    repeats: dynamoRepeats(table, typedRepeatGuardSeconds),
    queue: sqsLectureQueue(sqsClient(), environment.LECTURE_QUEUE_URL),
    clock: Date.now,
    fingerprint,
    random: Math.random,
  }),
  authenticate,
);
