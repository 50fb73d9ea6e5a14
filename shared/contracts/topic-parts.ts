import * as z from 'zod/mini';

const about = z.describe;

/** What an own topic is made of, in the answers that have one. */
export const keyPointSchema = z.object({
  statement: z.string().check(about('One idea of a good explanation.')),
  weight: z.int().check(about('Its share in the score against the others, from 1 to 5.')),
});

export const misconceptionSchema = z.object({
  statement: z.string().check(about('What learners commonly get wrong.')),
  correction: z.string().check(about('What is right instead.')),
});
