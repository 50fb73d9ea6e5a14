import type { Topic } from '../catalog/topics.ts';
import type { StoredFeedback, StoredTranscript } from '../lectures/ports.ts';
import type { AnswerLanguage } from './answer-language.ts';
import { deliveryFigures } from './delivery.ts';
import type { FoundInTalk } from './find.ts';
import { quoteFinder, type Span } from './quotes.ts';
import type { JudgedKeyPoint } from './scoring.ts';
import { type ShortTextParts, strengthText, weaknessText } from './short-texts.ts';

/** Puts the checked parts together: the score, two short texts for the app, and the details. */
export function composeFeedback(parts: {
  topic: Topic;
  transcript: StoredTranscript;
  found: FoundInTalk;
  keyPoints: readonly JudgedKeyPoint[];
  score: number;
  language: AnswerLanguage;
}): Omit<StoredFeedback, 'promptVersion' | 'model' | 'provider'> {
  const { topic, transcript, found, keyPoints, score, language } = parts;
  const corrections = verifiedCorrections(found, keyPoints, transcript.text);
  const shortTextParts: ShortTextParts = {
    topicName: topic.path.topicName,
    // Off topic is simply what no passage supports.
    isOnTopic: keyPoints.some(({ label }) => label !== 'missing'),
    keyPoints,
    corrections,
    strengths: found.strengths,
    nextSteps: found.nextSteps,
    language,
  };
  return {
    score,
    strength: strengthText(shortTextParts),
    weakness: weaknessText(shortTextParts),
    feedback: {
      keyPoints: keyPoints.map(({ statement, label, passages, reason }) => ({
        statement,
        label,
        quote: passages.map(({ quote }) => quote).join(' … '),
        reason,
      })),
      corrections,
      delivery: { ...deliveryFigures(transcript), strengths: [...found.strengths] },
      nextSteps: [...found.nextSteps],
    },
  };
}

/** What was said and what is right; only for words that were really said. */
function verifiedCorrections(
  found: FoundInTalk,
  keyPoints: readonly JudgedKeyPoint[],
  transcript: string,
): { said: string; right: string }[] {
  const finder = quoteFinder(transcript);
  const voiced = found.misconceptions.flatMap(({ quote, correction }) => {
    const span = finder.find(quote);
    return span ? [{ span, said: transcript.slice(span.start, span.end), right: correction }] : [];
  });
  const isVoiced = (passage: Span) =>
    voiced.some(({ span }) => span.start < passage.end && passage.start < span.end);
  const wrong = keyPoints
    .filter(({ label, passages }) => label === 'wrong' && !passages.some(isVoiced))
    .map(({ passages, reason }) => ({ said: passages[0]?.quote ?? '', right: reason }));
  return [...voiced.map(({ said, right }) => ({ said, right })), ...wrong];
}
