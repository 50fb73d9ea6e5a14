import * as z from 'zod/mini';
import type { TokenUsage, TopicAssessor } from '../assessment/assess-transcript.ts';
import { type AssessmentAnswer, assessmentAnswerSchema } from '../assessment/assessment-answer.ts';
import type { AssessmentMessages } from '../assessment/prompt.ts';
import { ProviderError } from '../speech/provider-error.ts';
import { callOpenAi, type OpenAiEndpoint } from './openai-client.ts';

const completion = z.object({
  model: z.string(),
  choices: z
    .array(
      z.object({
        finish_reason: z.nullish(z.string()),
        message: z.object({ content: z.nullish(z.string()), refusal: z.nullish(z.string()) }),
      }),
    )
    .check(z.minLength(1)),
  usage: z.nullish(z.object({ prompt_tokens: z.number(), completion_tokens: z.number() })),
});

/** Far above what six key points need, reasoning included; a bound against running on for ever. */
const answerMaximumTokens = 8_000;

/** One more try for an answer off the schema. */
const tries = 2;

/**
 * OpenAI's chat completions with a strict schema, or any server that speaks it. The rules go as
 * `system` message, which OpenAI takes as its developer message and every other server knows.
 */
export function chatgptAssessor(endpoint: OpenAiEndpoint): TopicAssessor {
  return {
    assess: (request, { budgetMilliseconds }) =>
      callOpenAi('assessment', endpoint, budgetMilliseconds, async (client, signal) => {
        const schema = assessmentAnswerSchema(request.keyPointCount);
        for (let attempt = 1; attempt <= tries; attempt++) {
          const answer: unknown = await client.chat.completions.create(
            {
              model: endpoint.model,
              messages: chatMessages(request),
              max_completion_tokens: answerMaximumTokens,
              response_format: {
                type: 'json_schema',
                json_schema: { name: 'assessment', strict: true, schema: strictSchema(schema) },
              },
            },
            { signal },
          );
          const read = readAnswer(answer, schema);
          if (read) return read;
        }
        throw new ProviderError('assessment', 'invalid', 'answer off the schema');
      }),
  };
}

function chatMessages(request: AssessmentMessages) {
  return [
    { role: 'system' as const, content: request.system },
    { role: 'user' as const, content: request.user },
  ];
}

function strictSchema(schema: z.core.$ZodType): Record<string, unknown> {
  const { $schema: _, ...strict } = z.toJSONSchema(schema);
  return strict;
}

/** Undefined where another try may bring a usable answer. */
function readAnswer(
  response: unknown,
  schema: z.ZodMiniType<AssessmentAnswer>,
): { answer: AssessmentAnswer; model: string; usage?: TokenUsage | undefined } | undefined {
  const envelope = completion.safeParse(response);
  const choice = envelope.data?.choices[0];
  if (!choice) throw new ProviderError('assessment', 'unavailable', 'unreadable answer');
  if (choice.message.refusal) throw new ProviderError('assessment', 'refused', 'refusal');
  if (choice.finish_reason === 'content_filter') {
    throw new ProviderError('assessment', 'refused', 'content filter');
  }
  const content = schema.safeParse(parsed(choice.message.content ?? ''));
  if (!content.success || !envelope.data) return undefined;
  const { model, usage } = envelope.data;
  return {
    answer: content.data,
    model,
    usage: usage
      ? { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens }
      : undefined,
  };
}

/** Never lets JSON.parse's own error out: it quotes its input. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
