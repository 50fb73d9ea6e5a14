import type { Route } from './route.ts';
import { catalogRoutes } from './routes/catalog.ts';
import { documentationRoutes } from './routes/documentation.ts';
import { habitRoutes } from './routes/habits.ts';
import { leagueRoutes } from './routes/league.ts';
import { lectureRoutes } from './routes/lectures.ts';
import { ownTopicRoutes } from './routes/own-topics.ts';
import { rankingRoutes } from './routes/ranking.ts';
import { reminderRoutes } from './routes/reminders.ts';
import { rewardRoutes } from './routes/rewards.ts';
import { sharedTopicRoutes } from './routes/shared-topics.ts';
import { userRoutes } from './routes/users.ts';
import { webAppRoutes } from './routes/web-app.ts';

/** Every route, grouped by subject. */
export const routeGroups = {
  users: userRoutes,
  catalog: catalogRoutes,
  'own topics': ownTopicRoutes,
  'shared topics': sharedTopicRoutes,
  lectures: lectureRoutes,
  habits: habitRoutes,
  reminders: reminderRoutes,
  league: leagueRoutes,
  ranking: rankingRoutes,
  rewards: rewardRoutes,
  documentation: documentationRoutes,
  'web app': webAppRoutes,
} as const;

/**
 * Every route, keyed by the folder of the function that serves it, unless the route names another. The
 * API, the HTTP stack and the tests are all made from these declarations. A function imports its own
 * route from the group's file instead, without its answer, and uses only types from here.
 */
export const routes = {
  ...userRoutes,
  ...catalogRoutes,
  ...ownTopicRoutes,
  ...sharedTopicRoutes,
  ...lectureRoutes,
  ...habitRoutes,
  ...reminderRoutes,
  ...leagueRoutes,
  ...rankingRoutes,
  ...rewardRoutes,
  ...documentationRoutes,
  ...webAppRoutes,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;

export const isRouteName = (name: string): name is RouteName => Object.hasOwn(routes, name);
export const routeNames: readonly RouteName[] = Object.keys(routes).filter(isRouteName);

/** The functions behind the routes. One function may serve several. */
export type RouteFunctionName = {
  [Name in RouteName]: Routes[Name] extends { readonly servedBy: infer Other } ? Other : Name;
}[RouteName];

/** The function that serves a route. */
export function functionOf(name: RouteName): RouteFunctionName {
  const { servedBy = name }: Route = routes[name];
  // The type of the field is exact, but `satisfies` has widened it to any string.
  return servedBy as RouteFunctionName;
}
