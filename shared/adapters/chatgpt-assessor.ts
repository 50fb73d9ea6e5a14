import * as z from 'zod/mini';
import type { TopicAssessor } from '../assessment/assess-transcript.ts';
import { assessmentAnswerSchema } from '../assessment/assessment-answer.ts';
import { ProviderError } from '../speech/provider-error.ts';
import { openAiChat } from './openai-chat.ts';
import type { OpenAiEndpoint } from './openai-client.ts';

/** Far above what six key points need, reasoning included; a bound against running on for ever. */
const answerMaximumTokens = 4_000;

/** One more try for an answer off the schema. */
const tries = 2;

/** The assessment in one question, by whatever way the server takes it. */
export function chatgptAssessor(endpoint: OpenAiEndpoint): TopicAssessor {
  const chat = openAiChat(endpoint);
  return {
    assess: async ({ system, user, keyPointCount }, limits) => {
      const schema = assessmentAnswerSchema(keyPointCount);
      const answerSchema = strictSchema(schema);
      for (let attempt = 1; attempt <= tries; attempt++) {
        const { answer, model, usage } = await chat.ask(
          { step: 'find', system, user, answerSchema, maximumAnswerTokens: answerMaximumTokens },
          limits,
        );
        const read = schema.safeParse(answer);
        if (read.success) return { answer: read.data, model, usage };
      }
      throw new ProviderError('assessment', 'invalid', 'answer off the schema');
    },
  };
}

function strictSchema(schema: z.core.$ZodType): Record<string, unknown> {
  const { $schema: _, ...strict } = z.toJSONSchema(schema);
  return strict;
}
