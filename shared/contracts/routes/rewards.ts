import * as z from 'zod/mini';
import type { Route } from '../route.ts';

const about = z.describe;

export const createRewardIntentRoute = {
  method: 'POST',
  path: '/api/v1/users/rewards/intent',
  summary: 'Begin to earn a lecture by watching an ad',
  auth: 'user',
  // This route only needs to read the consents.
  servedBy: 'get-consents',
} as const satisfies Route;

export const takeRewardRoute = {
  method: 'GET',
  path: '/api/v1/rewards/admob',
  summary: 'Callback of AdMob: an ad was watched to its end',
  auth: 'public',
  // The signature covers the query as it stands.
  ignoresQuery: true,
  acts: true,
} as const satisfies Route;

/** The routes of rewards for ads. Only a stage that names its ad units has them. */
export const rewardRoutes = {
  'create-reward-intent': {
    ...createRewardIntentRoute,
    response: z.object({
      customData: z.string().check(about('The custom data for the ad’s server-side verification.')),
      validUntil: z.iso.datetime().check(about('Until when the ad can be watched.')),
      rewardsLeft: z.int().check(z.minimum(1), about('How many more rewards can be earned today.')),
    }),
  },
  'take-reward': takeRewardRoute,
} as const satisfies Record<string, Route>;

/**
 * Whether a route belongs to rewards. Without them, a stage has neither the routes nor their functions.
 */
export const isRewardRoute = (name: string): boolean => Object.hasOwn(rewardRoutes, name);
