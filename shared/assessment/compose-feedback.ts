import type { Topic } from '../catalog/topics.ts';
import type { StoredFeedback, StoredTranscript } from '../lectures/ports.ts';
import type { AssessmentAnswer } from './assessment-answer.ts';
import { deliveryFigures } from './delivery.ts';
import type { AnswerLanguage } from './prompt.ts';
import { findQuote, normalised } from './quotes.ts';
import type { Judgement } from './scoring.ts';
import { type ShortTextParts, strengthText, weaknessText } from './short-texts.ts';

/** Puts the checked parts together: the score, two short texts for the app, and the details. */
export function composeFeedback(parts: {
  topic: Topic;
  transcript: StoredTranscript;
  answer: AssessmentAnswer;
  judgement: Judgement;
  language: AnswerLanguage;
}): Omit<StoredFeedback, 'promptVersion' | 'model'> {
  const { topic, transcript, answer, judgement, language } = parts;
  const corrections = verifiedCorrections(answer, judgement, transcript.text);
  const shortTextParts: ShortTextParts = {
    topicName: topic.path.topicName,
    isOnTopic: judgement.isOnTopic,
    keyPoints: judgement.keyPoints,
    corrections,
    strengths: answer.strengths,
    nextSteps: answer.nextSteps,
    language,
  };
  return {
    score: judgement.score,
    strength: strengthText(shortTextParts),
    weakness: weaknessText(shortTextParts),
    feedback: {
      keyPoints: judgement.keyPoints.map(({ statement, label, quote, reason }) => ({
        statement,
        label,
        quote,
        reason,
      })),
      corrections,
      delivery: { ...deliveryFigures(transcript), strengths: answer.strengths },
      nextSteps: answer.nextSteps,
    },
  };
}

/** What was said and what is right; only for words that were really said. */
function verifiedCorrections(
  answer: AssessmentAnswer,
  judgement: Judgement,
  transcript: string,
): { said: string; right: string }[] {
  const haystack = normalised(transcript);
  const voiced = answer.misconceptions
    .filter(({ quote }) => findQuote(quote, haystack))
    .map(({ quote, correction }) => ({ said: quote, right: correction }));
  const wrong = judgement.keyPoints
    .filter(({ label }) => label === 'wrong')
    .map(({ quote, reason }) => ({ said: quote, right: reason }))
    .filter(({ said }) => !voiced.some((other) => normalised(other.said) === normalised(said)));
  return [...voiced, ...wrong];
}
