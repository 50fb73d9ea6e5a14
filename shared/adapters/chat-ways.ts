import type OpenAI from 'openai';
import type { ChatQuestion } from '../assessment/chat-model.ts';
import type { ChatModel } from '../contracts/models.ts';
import { type ErrorAnswer, meaningOf } from './openai-errors.ts';

type Parameters = OpenAI.ChatCompletionCreateParamsNonStreaming;

/** How a question is put: servers of the same API know more or fewer of its fields. */
export interface ChatWay {
  readonly format: 'json_schema' | 'json_object' | 'text';
  readonly tokenField: 'max_completion_tokens' | 'max_tokens';
  readonly reasoningEffort?: ChatModel['reasoningEffort'];
}

export function firstWay({ reasoningEffort }: ChatModel): ChatWay {
  return { format: 'json_schema', tokenField: 'max_completion_tokens', reasoningEffort };
}

/** What a server may refuse, in the words that it does so, and how it is asked without. */
const simplifications: readonly {
  readonly says: RegExp;
  readonly simpler: (way: ChatWay) => ChatWay | undefined;
}[] = [
  {
    says: /max_completion_tokens/i,
    simpler: (way) =>
      way.tokenField === 'max_tokens' ? undefined : { ...way, tokenField: 'max_tokens' },
  },
  {
    says: /reasoning[_ ]effort|\breasoning\b|\bthinking\b/i,
    simpler: (way) => (way.reasoningEffort ? { ...way, reasoningEffort: undefined } : undefined),
  },
  {
    says: /response[_ ]format|json_schema|json_object|structured output|guided|grammar|\bschema\b/i,
    simpler: withSimplerFormat,
  },
];

/**
 * The next simpler way to ask a server that refused this one. Undefined where the way is not what it
 * objects to, or nothing simpler is left.
 */
export function simplerWay(way: ChatWay, error: ErrorAnswer): ChatWay | undefined {
  const words = `${error.param ?? ''} ${error.message ?? ''}`;
  const named = simplifications.find(({ says }) => says.test(words));
  const meaning = meaningOf(error);
  // llama-cpp-python answers 500 for a format that it does not know.
  if (error.status >= 500) return meaning === 'unavailable' ? named?.simpler(way) : undefined;
  if (meaning !== 'rejected') return undefined;
  if (named) return named.simpler(way);
  return error.status === 400 || error.status === 422 ? withLess(way) : undefined;
}

/** Where a server does not say what it does not know: the newest field first. */
function withLess(way: ChatWay): ChatWay | undefined {
  for (const { simpler } of simplifications) {
    const less = simpler(way);
    if (less) return less;
  }
  return undefined;
}

function withSimplerFormat(way: ChatWay): ChatWay | undefined {
  switch (way.format) {
    case 'json_schema':
      return { ...way, format: 'json_object' };
    case 'json_object':
      return { ...way, format: 'text' };
    case 'text':
      return undefined;
  }
}

/** @param maximumTokens of the answer and of the thinking before it */
export function chatParameters(
  model: string,
  question: ChatQuestion,
  way: ChatWay,
  maximumTokens: number,
): Parameters {
  return {
    model,
    messages: [
      { role: 'system', content: question.system + schemaInWords(question, way) },
      { role: 'user', content: question.user },
    ],
    [way.tokenField]: maximumTokens,
    ...(way.reasoningEffort && { reasoning_effort: way.reasoningEffort }),
    ...responseFormat(question, way),
  };
}

function schemaInWords({ answerSchema }: ChatQuestion, { format }: ChatWay): string {
  if (format === 'json_schema') return '';
  return `\n\nAnswer with one JSON object by this JSON schema and nothing else:\n${JSON.stringify(answerSchema)}`;
}

function responseFormat(
  { step, answerSchema }: ChatQuestion,
  { format }: ChatWay,
): Pick<Parameters, 'response_format'> {
  switch (format) {
    case 'json_schema':
      return {
        response_format: {
          type: 'json_schema',
          json_schema: { name: step, strict: true, schema: { ...answerSchema } },
        },
      };
    case 'json_object':
      return { response_format: { type: 'json_object' } };
    case 'text':
      return {};
  }
}
