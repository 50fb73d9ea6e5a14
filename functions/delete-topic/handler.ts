import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoHabitRebuild } from '../../shared/adapters/dynamo-habit-rebuild.ts';
import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { deleteTopicRoute as route } from '../../shared/contracts/routes/own-topics.ts';
import { rebuildHabits } from '../../shared/habits/rebuild-habits.ts';
import { type DeleteTopicPorts, deleteTopic } from '../../shared/own-topics/delete-topic.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('delete-topic', routeEnvironment);
const habits = dynamoHabitRebuild(table, dynamoCatalog(table, Date.now), Date.now);

export const answerTopicDeletion =
  (ports: DeleteTopicPorts): HttpAction<'delete-topic'> =>
  async ({ userId, path }) => {
    await deleteTopic(ports, { userId, topicId: path.id });
    return { body: undefined };
  };

export const handler = httpHandler(
  route,
  answerTopicDeletion({
    topics: dynamoOwnTopics(table),
    keepHabits: (userId) => rebuildHabits(habits, userId),
  }),
  authenticate,
);
