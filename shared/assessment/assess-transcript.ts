import type { Topic } from '../catalog/topics.ts';
import type { StoredFeedback, StoredTranscript } from '../lectures/ports.ts';
import { type AssessmentAnswer, withinLimits } from './assessment-answer.ts';
import { composeFeedback } from './compose-feedback.ts';
import {
  type AssessmentMessages,
  assessmentMessages,
  languageOf,
  promptVersion,
} from './prompt.ts';
import { relevance } from './relevance.ts';
import { keyPointsOf } from './rubric.ts';
import { judge } from './scoring.ts';

/** What a call was billed for, where the server tells. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A model that labels. What it answers is checked against the schema before it comes here. */
export interface TopicAssessor {
  /** @throws ProviderError */
  assess(
    request: AssessmentMessages & { keyPointCount: number },
    limits: { budgetMilliseconds: number },
  ): Promise<{ answer: AssessmentAnswer; model: string; usage?: TokenUsage | undefined }>;
}

/** Has a transcript labelled against its topic and computes what the learner gets. */
export async function assessTranscript(
  assessor: TopicAssessor,
  topic: Topic,
  transcript: StoredTranscript,
  limits: { budgetMilliseconds: number },
): Promise<StoredFeedback> {
  const keyPoints = keyPointsOf(topic);
  const language = languageOf(transcript.text);
  const { answer: given, model } = await assessor.assess(
    {
      ...assessmentMessages(topic, transcript.text, language),
      keyPointCount: keyPoints.length,
    },
    limits,
  );
  const answer = withinLimits(given);
  const judgement = judge(keyPoints, answer, transcript.text, relevance(topic, transcript.text));
  return {
    ...composeFeedback({ topic, transcript, answer, judgement, language }),
    promptVersion,
    model,
  };
}
