import type { Topic } from '../catalog/topics.ts';
import type { StoredFeedback, StoredTranscript } from '../lectures/ports.ts';
import type { AssessmentAnswer } from './assessment-answer.ts';
import { deliveryFigures } from './delivery.ts';
import type { AnswerLanguage } from './prompt.ts';
import { findQuote, normalised } from './quotes.ts';
import type { JudgedKeyPoint, Judgement } from './scoring.ts';

const phrases = {
  ko: {
    covered: (points: string) => `잘 설명한 점: ${points}`,
    partial: (points: string) => `절반쯤 설명한 점: ${points}`,
    deepen: (points: string) => `더 채울 점: ${points}`,
    missing: (points: string) => `빠진 점: ${points}`,
    wrong: (points: string) => `바로잡을 점: ${points}`,
    correction: (said: string, right: string) => `“${said}” → ${right}`,
    offTopic: (topic: string) =>
      `‘${topic}’에 대한 설명을 찾지 못해 0점이에요. 이 주제를 중심으로 다시 설명해 보세요.`,
    noStrength: '주제의 핵심을 짚은 부분을 아직 찾지 못했어요.',
    noWeakness: '핵심을 모두 짚었어요. 빠진 점을 찾지 못했어요.',
  },
  en: {
    covered: (points: string) => `Explained well: ${points}`,
    partial: (points: string) => `Explained in part: ${points}`,
    deepen: (points: string) => `To explain further: ${points}`,
    missing: (points: string) => `Missing: ${points}`,
    wrong: (points: string) => `To put right: ${points}`,
    correction: (said: string, right: string) => `“${said}” → ${right}`,
    offTopic: (topic: string) =>
      `Nothing said about “${topic}” was found, so this scores 0. Try again with the topic at the centre.`,
    noStrength: 'No part that meets the topic’s key points was found yet.',
    noWeakness: 'You covered every key point; nothing was found missing.',
  },
} as const;

/** Puts the checked parts together: the score, two readable texts for the app, and the details. */
export function composeFeedback(parts: {
  topic: Topic;
  transcript: StoredTranscript;
  answer: AssessmentAnswer;
  judgement: Judgement;
  language: AnswerLanguage;
}): Omit<StoredFeedback, 'promptVersion' | 'model'> {
  const { topic, transcript, answer, judgement, language } = parts;
  const words = phrases[language];
  const corrections = verifiedCorrections(answer, judgement, transcript.text);
  const statements = (label: JudgedKeyPoint['label']) =>
    judgement.keyPoints
      .filter((keyPoint) => keyPoint.label === label)
      .map((keyPoint) => keyPoint.statement)
      .join(' ');
  const line = (write: (points: string) => string, points: string) =>
    points ? [write(points)] : [];

  const strengths = judgement.isOnTopic
    ? [
        ...line(
          words.covered,
          [statements('covered'), statements('transcription_error')].join(' ').trim(),
        ),
        ...line(words.partial, statements('partial')),
        ...answer.strengths,
      ]
    : [];
  const weaknesses = judgement.isOnTopic
    ? [
        ...line(words.missing, statements('missing')),
        ...line(words.deepen, statements('partial')),
        ...line(
          words.wrong,
          corrections.map(({ said, right }) => words.correction(said, right)).join(' '),
        ),
      ]
    : [words.offTopic(topic.path.topicName)];
  return {
    score: judgement.score,
    strength: strengths.join('\n') || words.noStrength,
    weakness: weaknesses.join('\n') || words.noWeakness,
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
