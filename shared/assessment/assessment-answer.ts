import * as z from 'zod/mini';
import { keyPointLabelSchema } from '../contracts/lecture.ts';

/** Ids under which a topic's key points go to the model: k1, k2, … in catalog order. */
export function keyPointId(index: number): string {
  return `k${index + 1}`;
}

const sentence = z.string();

/**
 * What the model must answer, by strict schema. Evidence stands before each verdict, and every key
 * point is a property of its own, so that none can be left out or answered twice.
 */
export function assessmentAnswerSchema(keyPointCount: number) {
  const keyPoint = z.object({
    quote: sentence.check(z.describe('Exact words of the transcript that show it, or empty')),
    reason: sentence.check(z.describe('Why, in one sentence, in the answer language')),
    label: keyPointLabelSchema,
  });
  const ids = Array.from({ length: keyPointCount }, (_, index) => keyPointId(index));
  return z.object({
    keyPoints: z.object(Object.fromEntries(ids.map((id) => [id, keyPoint]))),
    misconceptions: z.array(
      z.object({
        quote: sentence.check(z.describe('Exact words of the transcript that are wrong')),
        correction: sentence.check(z.describe('What is right instead, in the answer language')),
      }),
    ),
    strengths: z.array(sentence).check(z.describe('What was good about the delivery, at most 3')),
    nextSteps: z.array(sentence).check(z.describe('What to learn or practise next, at most 3')),
    onTopic: z.boolean().check(z.describe('Whether the talk is about the topic at all')),
  });
}

/** Longer sentences are cut, longer lists too: one rambling answer must not cost the learner all. */
export const answerLimits = { sentenceCharacters: 400, listItems: 4 } as const;

export type AssessmentAnswer = z.infer<ReturnType<typeof assessmentAnswerSchema>>;

/** The same answer within its limits. */
export function withinLimits(answer: AssessmentAnswer): AssessmentAnswer {
  // A cut through an emoji leaves half of it, which no other system would take.
  const cut = (text: string) => text.slice(0, answerLimits.sentenceCharacters).toWellFormed();
  const few = <Item>(items: readonly Item[]) => items.slice(0, answerLimits.listItems);
  return {
    ...answer,
    keyPoints: Object.fromEntries(
      Object.entries(answer.keyPoints).map(([id, { quote, reason, label }]) => [
        id,
        { quote: cut(quote), reason: cut(reason), label },
      ]),
    ),
    misconceptions: few(answer.misconceptions).map(({ quote, correction }) => ({
      quote: cut(quote),
      correction: cut(correction),
    })),
    strengths: few(answer.strengths).map(cut),
    nextSteps: few(answer.nextSteps).map(cut),
  };
}
