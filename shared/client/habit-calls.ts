import type { Callers } from './callers.ts';
import { homeOf, questOf, reviewsOf } from './habit-answers.ts';

/** What brings a learner back. */
export const habitCalls = ({ asMe }: Pick<Callers, 'asMe'>) => ({
  /** All of the first screen. */
  home: async () => (await asMe('GET /api/v1/users/home', {}, homeOf)).value,
  /** Asked again on the same day it answers the quest that stands. */
  swapQuest: async () => (await asMe('POST /api/v1/users/quest/swap', {}, questOf)).value,
  /** The topics that come back, the soonest due first. */
  reviews: async () => (await asMe('GET /api/v1/users/reviews', {}, reviewsOf)).value.reviews,
});
