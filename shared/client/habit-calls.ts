import type { HomeBody, QuestBody, ReviewBody } from '../contracts/habits.ts';
import type { ChangedReminders, RemindersBody } from '../contracts/reminders.ts';
import type { Callers } from './callers.ts';
import type { Answer } from './lines.ts';
import {
  flag,
  list,
  maybe,
  needed,
  number,
  object,
  type Read,
  text,
  wholeList,
} from './reading.ts';

export const questOf = object<QuestBody>()({
  topicId: needed(number),
  topicName: needed(text),
  keyPoints: list(number),
  reason: text,
  isDone: flag,
  canSwap: flag,
});

const reviewOf = object<ReviewBody>()({
  topicId: needed(number),
  topicName: needed(text),
  state: needed(text),
  dueOn: text,
  strength: number,
  keyPoints: list(number),
});

export const homeOf = object<HomeBody>()({
  day: needed(text),
  quest: needed(questOf),
  streak: needed(
    object<HomeBody['streak']>()({
      days: needed(number),
      longest: number,
      freezes: number,
      bridged: number,
      isDoneToday: flag,
    }),
  ),
  due: list(reviewOf),
  dueCount: number,
  allowance: maybe(
    object<HomeBody['allowance']>()({
      lecturesLeft: needed(number),
      earned: number,
      nextAt: text,
    }),
  ),
  rankingMessage: text,
});

export const reviewsOf = object<Answer<'GET /api/v1/users/reviews'>>()({
  reviews: wholeList(reviewOf),
});

export const remindersOf = object<RemindersBody>()({
  publicKey: text,
  daily: flag,
  devices: number,
  nextAt: text,
});

export type Reminders = Read<typeof remindersOf>;
export type Home = Read<typeof homeOf>;
export type Quest = Read<typeof questOf>;
export type Review = Read<typeof reviewOf>;

/** The calls for what brings a learner back. */
export const habitCalls = ({ asMe }: Pick<Callers, 'asMe'>) => ({
  /** Everything that the first screen shows. */
  home: async () => (await asMe('GET /api/v1/users/home', {}, homeOf)).value,
  /** A second swap on the same day answers the quest as it is. */
  swapQuest: async () => (await asMe('POST /api/v1/users/quest/swap', {}, questOf)).value,
  /** The topics that come up for review, the soonest due first. */
  reviews: async () => (await asMe('GET /api/v1/users/reviews', {}, reviewsOf)).value.reviews,
  /** The learner's notifications, and the key to subscribe a device with. */
  reminders: async () => (await asMe('GET /api/v1/users/reminders', {}, remindersOf)).value,
  /** Sets what is wanted on this device from now on. Telling it again changes nothing. */
  changeReminders: async (body: ChangedReminders) =>
    (await asMe('PUT /api/v1/users/reminders', { body }, remindersOf)).value,
});
