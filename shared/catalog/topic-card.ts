import * as z from 'zod/mini';
import { textSchema } from './catalog-text.ts';

const questionSchema = textSchema(120).check(
  z.refine((text) => text.endsWith('?'), { error: 'Must end as a question' }),
);

const cardTexts = {
  /** What somebody curious would ask; the talk answers it. */
  openingQuestion: questionSchema,
  /** Terms of the topic that a good talk uses. */
  words: z.array(textSchema(30)).check(
    z.length(3),
    z.refine((words) => new Set(words).size === words.length, { error: 'Must differ' }),
  ),
  /** To be turned over before speaking. */
  thinkFirst: questionSchema,
};

/** What prepares a learner in thirty seconds without giving an answer away; Korean and English. */
export const topicCardSchema = z.strictObject({
  ...cardTexts,
  english: z.strictObject(cardTexts),
});

export type TopicCard = z.infer<typeof topicCardSchema>;
