import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';
import { failureReasonSchema, keyPointLabelSchema, lectureStatusSchema } from './lecture.ts';
import { roundsMaximum } from './limits.ts';

const about = z.describe;

/** What may come after a lecture's result, each judged for itself: none of them changes the first. */
export const laterKinds = ['answer', 'transcript', 'disagreement'] as const;

export type LaterKind = (typeof laterKinds)[number];

const number = z.int().check(about('The key point’s number in its topic, from 1.'));
const round = z.int().check(z.minimum(1), z.maximum(roundsMaximum), about('From 1 to 3.'));

const hintSchema = z.object({
  keyPoint: number,
  label: keyPointLabelSchema.check(about('How the talk dealt with it.')),
  quote: z.string().check(about('The learner’s own words on it, or empty.')),
  hint: z.string().check(about('A question that leads to it and does not give it away.')),
});

const followUpSchema = z.object({
  keyPoint: number,
  round,
  question: z.string().check(about('What the pupil asks, in the learner’s language.')),
});

const answerSchema = z.object({
  id: idSchema.check(about('Of the answer: it can be polled like a lecture.')),
  round,
  question: z.string().check(about('What the pupil had asked.')),
  status: lectureStatusSchema.check(about('As of a lecture.')),
  failureReason: z.nullable(failureReasonSchema).check(about('As of a lecture.')),
  said: z.nullable(z.string()).check(about('What was heard, or typed; null until it is judged.')),
  label: z
    .nullable(keyPointLabelSchema)
    .check(about('How the answer dealt with the key point; null until it is judged.')),
});

/** What the learning loop adds to a lecture. Whatever came later is read with a single lecture alone. */
export const loopFields = {
  later: z
    .nullable(
      z.object({
        by: z.enum(laterKinds).check(about('What kind of a later judgement this is.')),
        lecture: idSchema.check(about('Of which lecture.')),
        round: z.nullable(round).check(about('Of an answer: to which of the questions.')),
        comment: z.nullable(z.string()).check(about('Of a disagreement: what I said to it.')),
      }),
    )
    .check(
      about(
        'Of what is judged later, like a small lecture: an answer, a corrected transcript, a disagreement; null of a lecture itself.',
      ),
    ),
  hints: z
    .nullable(z.array(hintSchema))
    .check(about('With `view=hints`: one for each key point that was missed; null without.')),
  followUp: z
    .nullable(followUpSchema)
    .check(
      about(
        'What a pupil asks next; null once the rounds have ended, and in a list once anything was answered.',
      ),
    ),
  answers: z.array(answerSchema).check(about('What was answered to the pupil, in order.')),
  understanding: z
    .nullable(z.int().check(z.minimum(0), z.maximum(100)))
    .check(
      about(
        'The score with what the answers added; `score` stays. Null where `followUp` was never any, and in a list once anything was answered.',
      ),
    ),
  explanation: z
    .nullable(z.string())
    .check(about('What was to be said of the point asked about, once the rounds have ended.')),
  answersSeenAt: z
    .nullable(z.iso.datetime())
    .check(about('Since when the learner knows what was to be said; null before that.')),
};
