import { changedLeagueSchema, leagueSchema } from '../league.ts';
import type { Route } from '../route.ts';

export const getLeagueRoute = {
  method: 'GET',
  path: '/api/v1/users/league',
  summary: 'Read my group of the weekly league, and how the last week ended',
  auth: 'token',
  servedBy: 'get-home',
} as const satisfies Route;

export const changeLeagueRoute = {
  method: 'PUT',
  path: '/api/v1/users/league',
  summary: 'Join the weekly league or leave it, and choose the name that my group sees',
  auth: 'user',
  // This function can ask the moderator, who checks what others will see.
  servedBy: 'share-topic',
  body: changedLeagueSchema,
} as const satisfies Route;

/** The routes of the weekly league, in addition to v1: the published app calls none of them. */
export const leagueRoutes = {
  'get-league': { ...getLeagueRoute, response: leagueSchema },
  'change-league': { ...changeLeagueRoute, response: leagueSchema },
} as const satisfies Record<string, Route>;
