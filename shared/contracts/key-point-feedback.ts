import * as z from 'zod/mini';
import { keyPointLabelSchema } from './lecture.ts';

const about = z.describe;
const sentence = (text: string) => z.string().check(about(text));

export const keyPointFeedbackSchema = z.object({
  number: z.optional(
    z.int().check(about('Its number in the topic, from 1, by which a submission names it.')),
  ),
  statement: sentence(
    'What a good explanation says of this, in the language of the talk or that asked for.',
  ),
  label: keyPointLabelSchema.check(
    about(
      'How the talk dealt with it; `transcription_error` is a right statement that was misheard.',
    ),
  ),
  quote: sentence('The learner’s own words, or empty where nothing was said of it.'),
  reason: sentence('Why this label, in a sentence.'),
});
