import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoHabits } from '../../shared/adapters/dynamo-habits.ts';
import { dynamoLeagueGroups } from '../../shared/adapters/dynamo-league-groups.ts';
import { dynamoParticipations } from '../../shared/adapters/dynamo-participations.ts';
import { dynamoSnapshots, dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import { getHomeEnvironment } from '../../shared/contracts/environment.ts';
import {
  getHomeRoute as home,
  listReviewsRoute as reviews,
  swapQuestRoute as swap,
} from '../../shared/contracts/routes/habits.ts';
import { getLeagueRoute as league } from '../../shared/contracts/routes/league.ts';
import {
  type QuestPorts,
  type ReadHomePorts,
  readHome,
  readReviews,
  swapQuest,
} from '../../shared/habits/read-home.ts';
import { type ReadLeaguePorts, readLeague } from '../../shared/league/read-league.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { severalRoutes } from '../../shared/platform/several-routes.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { environment, table, authenticate } = await openUserFunction('get-home', getHomeEnvironment);
const ports: ReadHomePorts = {
  habits: dynamoHabits(table),
  ranking: {
    standings: dynamoStandings(table),
    snapshots: dynamoSnapshots(table),
    clock: Date.now,
  },
  lecturesPerDay: environment.DAILY_LECTURES_PER_USER,
  clock: Date.now,
};

export const answerHome =
  (ports: ReadHomePorts): HttpAction<'get-home'> =>
  async ({ userId, language, caller: { lecturesToday, creditsToday } }) => ({
    body: await readHome(ports, { userId, language, lecturesToday, creditsToday }),
  });

export const answerReviews =
  (ports: QuestPorts): HttpAction<'list-reviews'> =>
  async ({ userId, language }) => ({
    body: { reviews: await readReviews(ports, userId, language) },
  });

export const answerSwap =
  (ports: QuestPorts): HttpAction<'swap-quest'> =>
  async ({ userId, language }) => ({ body: await swapQuest(ports, userId, language) });

export const answerLeague =
  (ports: ReadLeaguePorts): HttpAction<'get-league'> =>
  async ({ userId, language }) => ({ body: await readLeague(ports, userId, language) });

const leaguePorts: ReadLeaguePorts = {
  participations: dynamoParticipations(table),
  groups: dynamoLeagueGroups(table),
  consents: dynamoConsents(table),
  clock: Date.now,
};

export const handler = severalRoutes(
  [home, httpHandler(home, answerHome(ports), authenticate)],
  [reviews, httpHandler(reviews, answerReviews(ports), authenticate)],
  [swap, httpHandler(swap, answerSwap(ports), authenticate)],
  [league, httpHandler(league, answerLeague(leaguePorts), authenticate)],
);
