import { changedLeagueSchema, leagueSchema } from '../league.ts';
import type { Route } from '../route.ts';

/** The weekly league, beside v1: the published app calls none of it. */
export const leagueRoutes = {
  'get-league': {
    method: 'GET',
    path: '/api/v1/users/league',
    summary: 'My group of the weekly league as it stands, and how the last week ended',
    auth: 'token',
    servedBy: 'get-home',
    response: leagueSchema,
  },
  'change-league': {
    method: 'PUT',
    path: '/api/v1/users/league',
    summary: 'Join the weekly league or leave it, and choose the name that my group sees',
    auth: 'user',
    // The one that has a moderator look at what others will see.
    servedBy: 'share-topic',
    body: changedLeagueSchema,
    response: leagueSchema,
  },
} as const satisfies Record<string, Route>;
