import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';
import { keyPointFeedbackSchema } from './key-point-feedback.ts';
import { failureReasonSchema, keyPointLabelSchema, lectureStatusSchema } from './lecture.ts';

const about = z.describe;

/** Whose word on a key point stands. */
export const revisers = ['result', 'transcript', 'disagreement'] as const;

export type Reviser = (typeof revisers)[number];

const later = {
  id: idSchema.check(about('Of this judgement: it can be polled like a lecture.')),
  status: lectureStatusSchema.check(about('As of a lecture.')),
  failureReason: z.nullable(failureReasonSchema).check(about('As of a lecture.')),
};

const correctionSchema = z.object({
  ...later,
  transcribed: z
    .nullable(z.string())
    .check(about('The transcript as I corrected it; null until it is judged.')),
});

const disagreementSchema = z.object({
  ...later,
  keyPoint: z.int().check(about('The key point’s number in its topic, from 1.')),
  disputed: keyPointLabelSchema.check(about('The label that I disagreed with.')),
  label: z
    .nullable(keyPointLabelSchema)
    .check(about('What the second judgement says; null until there is one.')),
  isKinder: z
    .boolean()
    .check(about('Whether that is kinder than what I disagreed with: only then it counts.')),
  comment: z.nullable(z.string()).check(about('What I said to it; no judge reads it.')),
});

/**
 * What a learner's objections add to a lecture: they are judgements of their own, and change nothing
 * of the first. Read with a single lecture alone.
 */
export const revisedFields = {
  correction: z
    .nullable(correctionSchema)
    .check(about('My correction of what was misheard, judged again once; null without.')),
  disagreements: z
    .array(disagreementSchema)
    .check(about('Labels that I disagreed with, each judged once more.')),
  revised: z
    .nullable(
      z.object({
        score: z
          .int()
          .check(z.minimum(0), z.maximum(100), about('By these labels; `score` and ranking stay.')),
        keyPoints: z
          .array(
            z.extend(keyPointFeedbackSchema, {
              by: z
                .enum(revisers)
                .check(
                  about(
                    'Whose word this is: the first result’s, the corrected transcript’s, or a disagreement’s that was kinder.',
                  ),
                ),
            }),
          )
          .check(about('As in `feedback`, with what was revised.')),
      }),
    )
    .check(
      about(
        'What the lecture comes to by my correction and by disagreements that were kinder; null where neither changed anything, and in a list.',
      ),
    ),
};
