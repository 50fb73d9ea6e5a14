import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';

const about = z.describe;
const count = z.int().check(z.minimum(0));
const date = z.iso.date();

export const questReasons = ['DUE', 'NEAR', 'FIRST', 'AGAIN'] as const;
export const reviewStates = ['DUE', 'SOON', 'LATER'] as const;

const topicPart = {
  topicId: idSchema.check(about('What to teach.')),
  topicName: z
    .string()
    .check(about('Its name, English where Accept-Language starts with it and the catalog has it.')),
};
const keyPoints = z.array(z.int().check(z.minimum(1)));

export const questSchema = z.object({
  ...topicPart,
  keyPoints: keyPoints.check(
    about('One or two, by their numbers in the topic: what `submitLecture` takes as `keyPoints`.'),
  ),
  reason: z
    .enum(questReasons)
    .check(
      about(
        'DUE: about to be forgotten. NEAR: of the subject that was taught last. FIRST: good to begin with. AGAIN: nothing else is left.',
      ),
    ),
  isDone: z.boolean().check(about('The topic was taught today and has its result.')),
  canSwap: z.boolean().check(about('There is one swap a day, until the quest is done.')),
});

export const reviewSchema = z.object({
  ...topicPart,
  state: z
    .enum(reviewStates)
    .check(about('DUE: today or before. SOON: within three days. LATER: after that.')),
  dueOn: date.check(about('The day (Asia/Seoul) on which nine in ten would still remember it.')),
  lastTaughtOn: date.check(about('The day of the last review.')),
  strength: z
    .int()
    .check(z.minimum(0), z.maximum(100), about('How likely it is still remembered, of 100.')),
  keyPoints: keyPoints.check(
    about('The weakest, two at most, by number; empty where none is known.'),
  ),
});

const streakSchema = z.object({
  days: count.check(about('Days of practice in a row; today counts once something was judged.')),
  longest: count.check(about('The longest ever.')),
  freezes: count.check(
    about(
      'In hand, two at most: each bridges a day without practice by itself; one is earned each 7 days.',
    ),
  ),
  bridged: count.check(about('Days that freezes have bridged since the last day of practice.')),
  isDoneToday: z.boolean().check(about('There was practice today.')),
});

export const homeSchema = z.object({
  day: date.check(about('Today in Asia/Seoul: until its midnight the quest stays.')),
  quest: questSchema.check(about('Half a minute to a minute of talk.')),
  streak: streakSchema.check(
    about('Days with a lecture or an answer, spoken or typed, that was judged.'),
  ),
  due: z.array(reviewSchema).check(about('What is due, the longest first, ten at most.')),
  dueCount: count.check(about('How many topics are due in all.')),
  allowance: z
    .object({
      lecturesLeft: count.check(about('Today, with what was earned.')),
      earned: count.check(
        about('By how many rewards for ads raise today’s allowance; they end with the day.'),
      ),
      nextAt: z.iso.datetime().check(about('When the next day’s allowance begins.')),
    })
    .check(about('Lectures that are assessed today.')),
  rankingMessage: z.string().check(about('What `getRanking` says in words.')),
});

export const reviewsSchema = z.object({
  reviews: z
    .array(reviewSchema)
    .check(about('Every topic that was taught and is still there, the soonest due first.')),
});

/** What is kept of a learner’s habits, as the export has it. */
export const keptHabitsSchema = z.object({
  days: z
    .array(
      z.object({
        day: date.check(about('In Asia/Seoul.')),
        practised: z
          .array(
            z.object({
              topicId: idSchema.check(about('What was taught.')),
              way: z.enum(['recording', 'text', 'answer']).check(about('How.')),
              score: z.int().check(about('Of 100.')),
            }),
          )
          .check(about('What was judged, in order.')),
      }),
    )
    .check(about('Days of practice.')),
  quest: z
    .nullable(
      z.object({
        day: date.check(about('Of which day.')),
        ...topicPart,
        keyPoints: keyPoints.check(about('By number.')),
      }),
    )
    .check(about('The last quest; null without.')),
  streak: z.nullable(streakSchema).check(about('As it stands today; null without any practice.')),
  reviews: z.array(reviewSchema).check(about('The topics that come back.')),
});

export type HomeBody = z.infer<typeof homeSchema>;
export type QuestBody = z.infer<typeof questSchema>;
export type ReviewBody = z.infer<typeof reviewSchema>;
export type KeptHabitsBody = z.infer<typeof keptHabitsSchema>;
