import type { Topic } from '../catalog/topic.ts';
import type { StoredFeedback, StoredTranscript } from '../lectures/ports.ts';
import type { AnswerLanguage } from './answer-language.ts';
import { deliveryFigures } from './delivery.ts';
import { keyPointFeedback } from './key-points-so-far.ts';
import type { Span } from './quote-finder.ts';
import type { JudgedKeyPoint } from './scoring.ts';
import { type ShortTextParts, strengthText, weaknessText } from './short-texts.ts';
import type { VerifiedFind } from './verified-find.ts';

/**
 * Composes the feedback from the checked parts: the score, two short texts for the app, and the
 * details.
 */
export function composeFeedback(parts: {
  topic: Topic;
  transcript: StoredTranscript;
  found: VerifiedFind;
  keyPoints: readonly JudgedKeyPoint[];
  /** The number of each key point in its topic. */
  numbers: readonly number[];
  score: number;
  language: AnswerLanguage;
}): Omit<StoredFeedback, 'promptVersion' | 'model' | 'provider'> {
  const { topic, transcript, found, keyPoints, numbers, score, language } = parts;
  const corrected = corrections(found, keyPoints, transcript.text);
  const shortTextParts: ShortTextParts = {
    topicName: topic.path.topicName,
    // A talk is off topic when no passage supports any key point.
    isOnTopic: keyPoints.some(({ label }) => label !== 'missing'),
    keyPoints,
    corrections: corrected,
    strengths: found.strengths,
    nextSteps: found.nextSteps,
    language,
  };
  return {
    score,
    strength: strengthText(shortTextParts),
    weakness: weaknessText(shortTextParts),
    feedback: {
      keyPoints: keyPointFeedback(keyPoints, numbers),
      corrections: corrected,
      delivery: { ...deliveryFigures(transcript), strengths: [...found.strengths] },
      nextSteps: [...found.nextSteps],
    },
  };
}

/**
 * Lists what was said wrongly, with what is right. A misconception comes before a key point's label
 * about the same words.
 */
function corrections(
  { misconceptions }: VerifiedFind,
  keyPoints: readonly JudgedKeyPoint[],
  transcript: string,
): { said: string; right: string }[] {
  const isVoiced = (passage: Span) =>
    misconceptions.some(({ start, end }) => start < passage.end && passage.start < end);
  const wrong = keyPoints
    .filter(({ label, passages }) => label === 'wrong' && !passages.some(isVoiced))
    .map(({ passages, reason }) => ({ said: passages[0]?.quote ?? '', right: reason }));
  const voiced = misconceptions.map(({ start, end, correction }) => ({
    said: transcript.slice(start, end),
    right: correction,
  }));
  return [...voiced, ...wrong];
}
