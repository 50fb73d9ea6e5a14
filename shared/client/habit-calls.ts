import type { ChangedReminders } from '../contracts/reminders.ts';
import type { Callers } from './callers.ts';
import { homeOf, questOf, remindersOf, reviewsOf } from './habit-answers.ts';

/** What brings a learner back. */
export const habitCalls = ({ asMe }: Pick<Callers, 'asMe'>) => ({
  /** All of the first screen. */
  home: async () => (await asMe('GET /api/v1/users/home', {}, homeOf)).value,
  /** Asked again on the same day it answers the quest that stands. */
  swapQuest: async () => (await asMe('POST /api/v1/users/quest/swap', {}, questOf)).value,
  /** The topics that come back, the soonest due first. */
  reviews: async () => (await asMe('GET /api/v1/users/reviews', {}, reviewsOf)).value.reviews,
  /** What I am told and reminded of, and the key to subscribe a device with. */
  reminders: async () => (await asMe('GET /api/v1/users/reminders', {}, remindersOf)).value,
  /** What is wanted on this device from now on; may be told again. */
  changeReminders: async (body: ChangedReminders) =>
    (await asMe('PUT /api/v1/users/reminders', { body }, remindersOf)).value,
});
