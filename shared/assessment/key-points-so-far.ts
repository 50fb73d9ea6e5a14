import type { Topic } from '../catalog/topic.ts';
import { topicInLanguage } from '../catalog/topic.ts';
import type { Feedback } from '../contracts/lecture-body.ts';
import { type AnswerLanguage, languageOf } from './answer-language.ts';
import type { AssessmentProgress } from './assessment-progress.ts';
import { passageAt, quoteSeparator } from './passages.ts';
import { focusedTopic, keyPointsOf } from './rubric.ts';
import { type JudgedKeyPoint, judgedKeyPoints } from './scoring.ts';

/**
 * The key points whose label is already final, as they will stand in the feedback: those that are
 * judged, and those about which nothing was said.
 *
 * @param readIn the language of the statements @default the talk's own
 */
export function keyPointsSoFar(
  whole: Topic,
  focus: readonly number[] | undefined,
  transcript: string,
  { found, judgements }: AssessmentProgress,
  readIn: AnswerLanguage = languageOf(transcript),
): Feedback['keyPoints'] {
  if (!found) return [];
  const topic = topicInLanguage(focus ? focusedTopic(whole, focus) : whole, readIn);
  const keyPoints = keyPointsOf(topic);
  const passages = keyPoints.map((_, index) =>
    (found.passages[index] ?? []).map((span) => passageAt(span, transcript)),
  );
  const judged = judgedKeyPoints(
    keyPoints,
    passages,
    keyPoints.map((_, index) => judgements[index]),
  );
  return keyPointFeedback(judged, numbersOf(keyPoints.length, focus)).filter(
    (_, index) => passages[index]?.length === 0 || judgements[index] !== undefined,
  );
}

/** The numbers that the judged key points have in the whole topic. */
export function numbersOf(count: number, focus: readonly number[] | undefined): readonly number[] {
  return focus ?? Array.from({ length: count }, (_, index) => index + 1);
}

export function keyPointFeedback(
  keyPoints: readonly JudgedKeyPoint[],
  numbers: readonly number[],
): Feedback['keyPoints'] {
  return keyPoints.map(({ statement, label, passages, reason }, index) => ({
    number: numbers[index],
    statement,
    label,
    quote: passages.map(({ quote }) => quote).join(quoteSeparator),
    reason,
  }));
}
