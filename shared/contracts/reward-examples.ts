import type { ExamplesOf } from './exchange.ts';
import type { rewardRoutes } from './routes/rewards.ts';

export const rewardExamples: ExamplesOf<typeof rewardRoutes> = {
  'create-reward-intent': {
    first: {
      summary: 'Before the first ad of a day',
      response: {
        customData: '7307852445120512.1795753200.Zk3o0wYxq8bJt2nVhR5c1A',
        validUntil: '2026-11-27T05:00:00.000Z',
        rewardsLeft: 5,
      },
    },
  },
  'take-reward': { probe: { summary: 'AdMob’s console checks whether the address answers' } },
};
