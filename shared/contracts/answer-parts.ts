import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';

const about = z.describe;

/** Makes a separate schema for each route that answers a name. */
export const userNameSchema = () => z.object({ name: z.string().check(about('The user’s name.')) });

/** Makes a separate schema for each route that logs a device in. */
export const loginSchema = (ofName: string) =>
  z.object({
    name: z.string().check(about(ofName)),
    authToken: z.string().check(about('Must be sent with every other call. It does not expire.')),
  });

/** The part of a user's data that the ranking keeps. */
export const standingSchema = z.object({
  days: z
    .array(
      z.object({
        day: z.int().check(about('Days since 1970-01-01 in Asia/Seoul.')),
        sum: z.int().check(about('The sum of the scores of that day.')),
        count: z.int().check(about('How many recordings of that day count.')),
      }),
    )
    .check(about('The days of the window that have a recording that counts.')),
});

/** The fields that every entry of the catalog has beside its name. */
export const catalogEntry = (what: string) => ({
  id: idSchema.check(about(`Names this ${what}.`)),
  description: z.string().check(about('What it is about, in one sentence.')),
});
/** The card that prepares a learner for a topic in thirty seconds. */
export const topicCardSchema = () =>
  z.object({
    openingQuestion: z
      .string()
      .check(about('A question that somebody curious would ask about the topic.')),
    words: z
      .array(z.string())
      .check(z.length(3), about('Three terms that a good explanation uses.')),
    thinkFirst: z.string().check(about('A question to think about before speaking.')),
  });
export const catalogName = (what: string) => z.string().check(about(`The name of the ${what}.`));

/** A key point of an own topic, in answers. */
export const keyPointSchema = z.object({
  statement: z.string().check(about('One idea of a good explanation.')),
  weight: z.int().check(about('Its weight in the score, from 1 to 5.')),
});

export const misconceptionSchema = z.object({
  statement: z.string().check(about('A wrong belief that learners commonly have.')),
  correction: z.string().check(about('What is right instead.')),
});
