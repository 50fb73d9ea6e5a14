import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';
import {
  failureReasonSchema,
  keyPointFeedbackSchema,
  keyPointLabelSchema,
  lectureStatusSchema,
} from './lecture.ts';
import { roundsMaximum } from './limits.ts';

const about = z.describe;

/** What may follow a lecture's result. Each is judged by itself, and none changes the first result. */
export const laterKinds = ['answer', 'transcript', 'disagreement'] as const;

export type LaterKind = (typeof laterKinds)[number];

const number = z.int().check(about('The key point’s number in its topic, counted from 1.'));
const round = z.int().check(z.minimum(1), z.maximum(roundsMaximum), about('The round, 1 to 3.'));

const hintSchema = z.object({
  keyPoint: number,
  label: keyPointLabelSchema.check(about('How the talk dealt with it.')),
  quote: z.string().check(about('The learner’s own words about it, or empty.')),
  hint: z.string().check(about('A question that leads to the key point without giving it away.')),
});

const followUpSchema = z.object({
  keyPoint: number,
  round,
  question: z.string().check(about('The pupil’s question, in the learner’s language.')),
});

const answerSchema = z.object({
  id: idSchema.check(about('Names the answer, which can be polled like a lecture.')),
  round,
  question: z.string().check(about('The question that the pupil had asked.')),
  status: lectureStatusSchema.check(about('The same as of a lecture.')),
  failureReason: z.nullable(failureReasonSchema).check(about('The same as of a lecture.')),
  said: z
    .nullable(z.string())
    .check(about('The transcript or the typed text; null until it is judged.')),
  label: z
    .nullable(keyPointLabelSchema)
    .check(about('How the answer dealt with the key point; null until it is judged.')),
});

/**
 * The fields that the learning loop adds to a lecture. What came later is included only where a single
 * lecture is read.
 */
export const laterFields = {
  later: z
    .nullable(
      z.object({
        by: z.enum(laterKinds).check(about('The kind of this later judgement.')),
        lecture: idSchema.check(about('The lecture that it follows.')),
        round: z.nullable(round).check(about('For an answer: the round of the question.')),
        comment: z.nullable(z.string()).check(about('For a disagreement: my comment.')),
      }),
    )
    .check(
      about(
        'Set for what follows a lecture and is judged like a small lecture: an answer, a corrected transcript or a disagreement. Null for a lecture itself.',
      ),
    ),
  hints: z
    .nullable(z.array(hintSchema))
    .check(about('With `view=hints`: one hint for each missed key point; null otherwise.')),
  followUp: z
    .nullable(followUpSchema)
    .check(
      about(
        'The pupil’s next question. Null once the rounds have ended, and in a list once anything was answered.',
      ),
    ),
  answers: z.array(answerSchema).check(about('The answers to the pupil, in order.')),
  understanding: z
    .nullable(z.int().check(z.minimum(0), z.maximum(100)))
    .check(
      about(
        'The score including what the answers added; `score` stays as it was. Null where there was never a `followUp`, and in a list once anything was answered.',
      ),
    ),
  explanation: z
    .nullable(z.string())
    .check(
      about('What should have been said about the point in question, once the rounds have ended.'),
    ),
  answersSeenAt: z
    .nullable(z.iso.datetime())
    .check(about('When the learner saw what should have been said; null before that.')),
};

/** The judgement that stands for a key point. */
export const revisers = ['result', 'transcript', 'disagreement'] as const;

export type Reviser = (typeof revisers)[number];

const later = {
  id: idSchema.check(about('Names this judgement, which can be polled like a lecture.')),
  status: lectureStatusSchema.check(about('The same as of a lecture.')),
  failureReason: z.nullable(failureReasonSchema).check(about('The same as of a lecture.')),
};

const correctionSchema = z.object({
  ...later,
  transcribed: z
    .nullable(z.string())
    .check(about('The transcript as I corrected it; null until it is judged.')),
});

const disagreementSchema = z.object({
  ...later,
  keyPoint: z.int().check(about('The key point’s number in its topic, counted from 1.')),
  disputed: keyPointLabelSchema.check(about('The label that I disagreed with.')),
  label: z
    .nullable(keyPointLabelSchema)
    .check(about('The label of the second judgement; null until there is one.')),
  isKinder: z
    .boolean()
    .check(about('Whether that label is kinder than the disputed one. Only then it counts.')),
  comment: z.nullable(z.string()).check(about('My comment. No judge reads it.')),
});

/**
 * The fields that a learner's objections add to a lecture. Each objection is judged by itself and
 * changes nothing in the first result. They are included only where a single lecture is read.
 */
export const objectionFields = {
  correction: z
    .nullable(correctionSchema)
    .check(about('My correction of what was misheard, judged once; null where there is none.')),
  disagreements: z
    .array(disagreementSchema)
    .check(about('The labels that I disagreed with, each judged once more.')),
  revised: z
    .nullable(
      z.object({
        score: z
          .int()
          .check(
            z.minimum(0),
            z.maximum(100),
            about('The score by these labels. `score` and the ranking stay as they were.'),
          ),
        keyPoints: z
          .array(
            z.extend(keyPointFeedbackSchema, {
              by: z
                .enum(revisers)
                .check(
                  about(
                    'What this label comes from: the first result, the corrected transcript, or a disagreement that was judged more kindly.',
                  ),
                ),
            }),
          )
          .check(about('The key points as in `feedback`, with the revised labels.')),
      }),
    )
    .check(
      about(
        'The result with my correction and with disagreements that were judged more kindly. Null where neither changed anything, and in a list.',
      ),
    ),
};
