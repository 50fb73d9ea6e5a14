import * as z from 'zod/mini';
import type { Route } from '../route.ts';

const about = z.describe;

export const createRewardIntentRoute = {
  method: 'POST',
  path: '/api/v1/users/rewards/intent',
  summary: 'Begin to earn a lecture by an ad that I choose to see',
  auth: 'user',
  // Which consents there are is all that it has to know.
  servedBy: 'get-consents',
} as const satisfies Route;

export const takeRewardRoute = {
  method: 'GET',
  path: '/api/v1/rewards/admob',
  summary: 'AdMob says that an ad was seen to its end',
  auth: 'public',
  // What is signed is taken as it stands.
  ignoresQuery: true,
  acts: true,
} as const satisfies Route;

/** The routes of rewards for ads, which only a stage that names its ad units has. */
export const rewardRoutes = {
  'create-reward-intent': {
    ...createRewardIntentRoute,
    response: z.object({
      customData: z
        .string()
        .check(about('For the ad, as the custom data of its server-side verification.')),
      validUntil: z.iso.datetime().check(about('Until when the ad may have been seen.')),
      rewardsLeft: z.int().check(z.minimum(1), about('How many more can be earned today.')),
    }),
  },
  'take-reward': takeRewardRoute,
} as const satisfies Record<string, Route>;

/** Their functions; nothing of rewards is made without them. */
export const isRewardRoute = (name: string): boolean => Object.hasOwn(rewardRoutes, name);
