import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';

const about = z.describe;

/** A schema of its own for each route that answers a name. */
export const userNameSchema = () => z.object({ name: z.string().check(about('The user’s name.')) });

/** Likewise of each that answers who a device is from now on. */
export const loginSchema = (ofName: string) =>
  z.object({
    name: z.string().check(about(ofName)),
    authToken: z.string().check(about('To be sent with every other call; it does not expire.')),
  });

/** What is kept of a user for the ranking. */
export const standingSchema = z.object({
  days: z
    .array(
      z.object({
        day: z.int().check(about('Days since 1970-01-01 in Asia/Seoul.')),
        sum: z.int().check(about('Of the scores of that day.')),
        count: z.int().check(about('Recordings of that day that count.')),
      }),
    )
    .check(about('The days of the window on which something counts.')),
});

/** What every entry of the catalog has beside its name. */
export const catalogEntry = (what: string) => ({
  id: idSchema.check(about(`Names this ${what}.`)),
  description: z.string().check(about('What it is about, in a sentence.')),
});
/** What prepares a learner for a topic in thirty seconds. */
export const topicCardSchema = () =>
  z.object({
    openingQuestion: z.string().check(about('What somebody curious would ask of the topic.')),
    words: z
      .array(z.string())
      .check(z.length(3), about('Three terms that a good explanation uses.')),
    thinkFirst: z.string().check(about('A question to turn over before speaking.')),
  });
export const catalogName = (what: string) => z.string().check(about(`What the ${what} is called.`));
