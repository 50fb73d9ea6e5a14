import type OpenAI from 'openai';
import type { ChatQuestion } from '../assessment/chat-model.ts';
import type { ChatModel } from '../contracts/models.ts';
import { type ErrorAnswer, meaningOf } from './openai-errors.ts';

type Parameters = OpenAI.ChatCompletionCreateParamsNonStreaming;

/** How a question is asked. Servers of the same API know more or fewer of its fields. */
export interface ChatWay {
  readonly format: 'json_schema' | 'json_object' | 'text';
  readonly tokenField: 'max_completion_tokens' | 'max_tokens';
  readonly reasoningEffort?: ChatModel['reasoningEffort'];
  /**
   * The tokens that the model may use: `none` has only those of the answer, `once` adds those that its model
   * takes to think, and `twice` doubles both.
   */
  readonly room: 'twice' | 'once' | 'none';
}

export function firstWay({ reasoningEffort, reasoningTokens }: ChatModel): ChatWay {
  return {
    format: 'json_schema',
    tokenField: 'max_completion_tokens',
    reasoningEffort,
    room: reasoningTokens > 0 ? 'once' : 'none',
  };
}

/** These words of a dozen servers say that the answer may have too many tokens. */
const tooMuchRoom =
  /(max_(completion_|new_|output_)?tokens|maxOutputTokens|max(imum)? (output )?tokens).*(too (large|big|high|many)|at most|less than|greater than|exceed|[<>]=? ?\d|range|above|is limited|lower than)|range[^.]*\bmax_(completion_)?tokens|in the completion\)|fewer output tokens|model token limit|tokens exceed context window/is;

/**
 * These words say that one call asks for more than a minute may have. Waiting does not help; asking for
 * less may.
 */
const moreThanAMinuteHas = /request too large.*limit:? \d+,? requested:? \d+/is;

/**
 * These words count the question as well, so a shorter question may have the room that this one was
 * refused.
 */
const questionAndAnswer =
  /context[ _]?(length|window|size)|\binputs?`? tokens|in the messages|max_model_len|request too large/i;

export function isAboutThisQuestion(error: ErrorAnswer): boolean {
  return questionAndAnswer.test(wordsOf(error)) || meaningOf(error) === 'too-large';
}

/** What a server may refuse, the words in which it does so, and how to ask without it. */
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
  {
    // Some servers say only that this field is wrong, and if they say nothing it may be this one.
    says: /max_tokens/i,
    simpler: (way) => (way.tokenField === 'max_tokens' ? withLessRoom(way) : undefined),
  },
];

/**
 * The next simpler way to ask a server that refused this one. It is undefined if the server objects to
 * something else, or if nothing simpler is left.
 */
export function simplerWay(way: ChatWay, error: ErrorAnswer): ChatWay | undefined {
  const words = wordsOf(error);
  switch (meaningOf(error)) {
    case 'rejected':
      return withoutWhatIsNamed(way, error);
    // llama-cpp-python answers 500 for a format that it does not know.
    case 'unavailable':
      return isNamed(words) && error.status >= 500 ? withoutWhatIsNamed(way, error) : undefined;
    // Fewer tokens for the answer do not make the request's body smaller.
    case 'too-large':
      return isAboutTokens(error) ? withLessRoom(way) : undefined;
    case 'rate-limited':
      return moreThanAMinuteHas.test(words) ? withLessRoom(way) : undefined;
    default:
      return undefined;
  }
}

const isAboutTokens = (error: ErrorAnswer): boolean =>
  /token|context/i.test(`${error.code ?? ''} ${error.type ?? ''} ${wordsOf(error)}`);

const wordsOf = ({ param, message }: ErrorAnswer): string => `${param ?? ''} ${message ?? ''}`;

const isNamed = (words: string): boolean =>
  tooMuchRoom.test(words) || simplifications.some(({ says }) => says.test(words));

/** Leaves out what the server names. If it names nothing, the newest field goes first. */
function withoutWhatIsNamed(way: ChatWay, error: ErrorAnswer): ChatWay | undefined {
  const words = wordsOf(error);
  if (tooMuchRoom.test(words)) return withLessRoom(way);
  if (isNamed(words))
    return firstOf(
      simplifications.filter(({ says }) => says.test(words)),
      way,
    );
  return error.status === 400 || error.status === 422 ? firstOf(simplifications, way) : undefined;
}

function firstOf(from: typeof simplifications, way: ChatWay): ChatWay | undefined {
  for (const { simpler } of from) {
    const less = simpler(way);
    if (less) return less;
  }
  return undefined;
}

function withLessRoom(way: ChatWay): ChatWay | undefined {
  switch (way.room) {
    case 'twice':
      return { ...way, room: 'once' };
    case 'once':
      return { ...way, room: 'none' };
    case 'none':
      return undefined;
  }
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

function tokensOf(
  { maximumAnswerTokens }: ChatQuestion,
  { room }: ChatWay,
  { reasoningTokens }: ChatModel,
): number {
  const factor = { twice: 2, once: 1 };
  return room === 'none'
    ? maximumAnswerTokens
    : factor[room] * (maximumAnswerTokens + reasoningTokens);
}

/** @param name the model's name, as its provider knows it */
export function chatParameters(
  name: string,
  question: ChatQuestion,
  way: ChatWay,
  model: ChatModel,
): Parameters {
  return {
    model: name,
    messages: [
      { role: 'system', content: question.system + schemaInWords(question, way) },
      { role: 'user', content: question.user },
    ],
    [way.tokenField]: tokensOf(question, way, model),
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
