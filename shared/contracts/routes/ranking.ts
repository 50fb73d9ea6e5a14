import * as z from 'zod/mini';
import { idSchema } from '../identifiers.ts';
import type { Route } from '../route.ts';

const about = z.describe;

export const getRankingRoute = {
  method: 'GET',
  path: '/api/v1/ranking',
  summary: 'Read my place among all learners of the last 30 days, by average score',
  auth: 'token',
} as const satisfies Route;

export const rankingRoutes = {
  'get-ranking': {
    ...getRankingRoute,
    response: z.object({
      ranking: z
        .nullable(
          z.object({
            userId: idSchema.check(about('The caller.')),
            score: z
              .number()
              .check(z.minimum(0), z.maximum(100), about('The average, to a tenth of a point.')),
            rank: z
              .int()
              .check(z.minimum(1), about('The rank, counted from 1. Equal averages share one.')),
          }),
        )
        .check(about('The caller’s place; null as long as there is none.')),
      learners: z
        .nullable(z.int().check(z.minimum(0)))
        .check(about('How many learners are ranked; null before the first count.')),
      message: z.string().check(about('The same in words, for the learner.')),
    }),
  },
} as const satisfies Record<string, Route>;
