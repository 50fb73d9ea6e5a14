import { homeSchema, questSchema, reviewsSchema } from '../habits.ts';
import type { Route } from '../route.ts';

export const getHomeRoute = {
  method: 'GET',
  path: '/api/v1/users/home',
  summary: 'Read my first screen: today’s quest, streak, due reviews, allowance, ranking',
  auth: 'user',
} as const satisfies Route;

export const listReviewsRoute = {
  method: 'GET',
  path: '/api/v1/users/reviews',
  summary: 'Read when my topics come back, and how well I remember them',
  auth: 'user',
  servedBy: 'get-home',
} as const satisfies Route;

export const swapQuestRoute = {
  method: 'POST',
  path: '/api/v1/users/quest/swap',
  summary: 'Swap today’s quest for another, once a day',
  auth: 'user',
  servedBy: 'get-home',
} as const satisfies Route;

/**
 * The routes of quests, streaks and reviews, in addition to v1: the published app calls none of them.
 */
export const habitRoutes = {
  'get-home': { ...getHomeRoute, response: homeSchema },
  'list-reviews': { ...listReviewsRoute, response: reviewsSchema },
  'swap-quest': { ...swapQuestRoute, response: questSchema },
} as const satisfies Record<string, Route>;
