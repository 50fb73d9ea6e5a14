import { homeSchema, questSchema, reviewsSchema } from '../habits.ts';
import type { Route } from '../route.ts';

/** The routes of coming back, beside v1: the published app calls none of them. */
export const habitRoutes = {
  'get-home': {
    method: 'GET',
    path: '/api/v1/users/home',
    summary: 'My first screen: today’s quest, streak, what is due, allowance, ranking',
    auth: 'user',
    response: homeSchema,
  },
  'list-reviews': {
    method: 'GET',
    path: '/api/v1/users/reviews',
    summary: 'When my topics come back, and how well I remember them',
    auth: 'user',
    servedBy: 'get-home',
    response: reviewsSchema,
  },
  'swap-quest': {
    method: 'POST',
    path: '/api/v1/users/quest/swap',
    summary: 'Swap today’s quest for another one, once a day',
    auth: 'user',
    servedBy: 'get-home',
    response: questSchema,
  },
} as const satisfies Record<string, Route>;
