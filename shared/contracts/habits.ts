import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';

const about = z.describe;
const count = z.int().check(z.minimum(0));
const date = z.iso.date();

export const questReasons = ['DUE', 'NEAR', 'FIRST', 'AGAIN'] as const;
export const reviewStates = ['DUE', 'SOON', 'LATER'] as const;

const topicPart = {
  topicId: idSchema.check(about('The topic to teach.')),
  topicName: z
    .string()
    .check(about('Its name, in English if Accept-Language begins with it and the catalog has it.')),
};
const keyPoints = z.array(z.int().check(z.minimum(1)));

export const questSchema = z.object({
  ...topicPart,
  keyPoints: keyPoints.check(
    about('One or two key points, by number, as `submitLecture` takes them in `keyPoints`.'),
  ),
  reason: z
    .enum(questReasons)
    .check(
      about(
        'DUE: the topic is about to be forgotten. NEAR: it belongs to the subject that was taught last. FIRST: it is good to begin with. AGAIN: nothing else is left.',
      ),
    ),
  isDone: z.boolean().check(about('Whether the topic was taught today and has its result.')),
  canSwap: z
    .boolean()
    .check(about('Whether the quest can be swapped: once a day, until it is done.')),
});

export const reviewSchema = z.object({
  ...topicPart,
  state: z
    .enum(reviewStates)
    .check(about('DUE: today or overdue. SOON: within three days. LATER: after that.')),
  dueOn: date.check(
    about('The day (Asia/Seoul) on which the chance to recall it has fallen to 90 %.'),
  ),
  lastTaughtOn: date.check(about('The day (Asia/Seoul) of the last review.')),
  strength: z
    .int()
    .check(
      z.minimum(0),
      z.maximum(100),
      about('The chance that it is still remembered, in percent.'),
    ),
  keyPoints: keyPoints.check(
    about('The weakest key points, at most two, by number; empty where none is known.'),
  ),
});

const streakSchema = z.object({
  days: count.check(about('Days of practice in a row. Today counts once something was judged.')),
  longest: count.check(about('The longest streak ever.')),
  freezes: count.check(
    about(
      'Freezes in hand, at most two. Each bridges a day without practice by itself. Every 7 days earn one.',
    ),
  ),
  bridged: count.check(about('Days that freezes have bridged since the last day of practice.')),
  isDoneToday: z.boolean().check(about('Whether there was practice today.')),
});

export const homeSchema = z.object({
  day: date.check(about('Today in Asia/Seoul. The quest stays until its midnight.')),
  quest: questSchema.check(about('Today’s task: half a minute to a minute of talk.')),
  streak: streakSchema.check(
    about('Counts days with a judged lecture or answer, spoken or typed.'),
  ),
  due: z
    .array(reviewSchema)
    .check(about('The topics that are due, at most ten; the longest due comes first.')),
  dueCount: count.check(about('The number of all topics that are due.')),
  allowance: z
    .object({
      lecturesLeft: count.check(about('Lectures left today, earned ones included.')),
      earned: count.check(
        about('Lectures that rewards for ads add to today’s allowance. They expire with the day.'),
      ),
      nextAt: z.iso.datetime().check(about('When the next day’s allowance begins.')),
    })
    .check(about('How many lectures can be assessed today.')),
  rankingMessage: z.string().check(about('The message of `getRanking`.')),
});

export const reviewsSchema = z.object({
  reviews: z
    .array(reviewSchema)
    .check(about('Every topic that was taught and still exists; the one due soonest comes first.')),
});

/** The learner’s habits as the export has them. */
export const keptHabitsSchema = z.object({
  days: z
    .array(
      z.object({
        day: date.check(about('The day in Asia/Seoul.')),
        practised: z
          .array(
            z.object({
              topicId: idSchema.check(about('The topic that was taught.')),
              way: z.enum(['recording', 'text', 'answer']).check(about('How it was taught.')),
              score: z.int().check(about('The score, 0–100.')),
            }),
          )
          .check(about('The judged lectures and answers, in order.')),
      }),
    )
    .check(about('Days of practice.')),
  quest: z
    .nullable(
      z.object({
        day: date.check(about('The day of the quest.')),
        ...topicPart,
        keyPoints: keyPoints.check(about('Key points by number.')),
      }),
    )
    .check(about('The last quest; null where there was none.')),
  streak: z
    .nullable(streakSchema)
    .check(about('The streak as it stands today; null before any practice.')),
  reviews: z.array(reviewSchema).check(about('The topics that come back for review.')),
});

export type HomeBody = z.infer<typeof homeSchema>;
export type QuestBody = z.infer<typeof questSchema>;
export type ReviewBody = z.infer<typeof reviewSchema>;
export type KeptHabitsBody = z.infer<typeof keptHabitsSchema>;
