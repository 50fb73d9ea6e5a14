import { dynamoDailyCounts } from '../../shared/adapters/dynamo-daily-counts.ts';
import { dynamoLeague } from '../../shared/adapters/dynamo-league.ts';
import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { dynamoSharedTopics } from '../../shared/adapters/dynamo-shared-topics.ts';
import { shareTopicEnvironment } from '../../shared/contracts/environment.ts';
import { changeLeagueRoute as league } from '../../shared/contracts/routes/league.ts';
import { shareTopicRoute as route } from '../../shared/contracts/routes/shared-topics.ts';
import { type ChangeLeaguePorts, changeLeague } from '../../shared/league/change-league.ts';
import { type ReadLeaguePorts, readLeague } from '../../shared/league/read-league.ts';
import { topicShareBody } from '../../shared/own-topics/own-topic-body.ts';
import { type ShareTopicPorts, shareTopic } from '../../shared/own-topics/share-topic.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { severalRoutes } from '../../shared/platform/several-routes.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';
import { moderatorOf } from './moderator.ts';

const { environment, table, authenticate } = await openUserFunction(
  'share-topic',
  shareTopicEnvironment,
);

export const answerSharing =
  (ports: ShareTopicPorts): HttpAction<'share-topic'> =>
  async ({ userId, path }) => ({
    body: topicShareBody(await shareTopic(ports, { userId, topicId: path.id })),
  });

export const answerLeague =
  (ports: ChangeLeaguePorts & ReadLeaguePorts): HttpAction<'change-league'> =>
  async ({ userId, caller, body, language }) => {
    await changeLeague(ports, { userId, ownName: caller.user.name, ...body });
    return { body: await readLeague(ports, userId, language, 'consistent') };
  };

const ports = {
  ...dynamoLeague(table, Date.now),
  topics: dynamoOwnTopics(table),
  shared: dynamoSharedTopics(table),
  counts: dynamoDailyCounts(table),
  moderator: moderatorOf(environment),
};
/** Takes what others see only after moderation: shared topics, and names in the league. */
export const handler = severalRoutes(
  [route, httpHandler(route, answerSharing(ports), authenticate)],
  [league, httpHandler(league, answerLeague(ports), authenticate)],
);
