import type { ChatAnswer, ChatModel, ChatQuestion } from '../assessment/chat-model.ts';
import { chatModel, type ChatModel as ModelOfChat } from '../contracts/models.ts';
import { fieldsOf } from '../loose-json.ts';
import { type BilledTokens, ProviderError, sumOfBilled } from '../speech/provider-error.ts';
import {
  type ChatWay,
  chatParameters,
  firstWay,
  isAboutThisQuestion,
  simplerWay,
} from './chat-ways.ts';
import { type ReadCompletion, readCompletion } from './completion-answer.ts';
import { findJson } from './found-json.ts';
import {
  callOpenAi,
  type OpenAiEndpoint,
  type OpenAiError,
  providerOf,
  refusal,
} from './openai-client.ts';
import { meaningOf, shownError } from './openai-errors.ts';

/** A question whose answer failed, or has no JSON in it, is asked once more. */
const tries = 2;

/**
 * OpenAI's chat completions, or any server that speaks them. It asks with a strict schema where the server
 * can use one, and in the next simpler way where it cannot; the way that worked is remembered for the
 * endpoint. The rules are a `system` message, which OpenAI takes as its developer message and every other
 * server knows.
 */
export function openAiChat(endpoint: OpenAiEndpoint): ChatModel {
  const model = chatModel(endpoint.model);
  let way = firstWay(model);
  return {
    ask: async (question, { budgetMilliseconds }) => {
      const until = performance.now() + budgetMilliseconds;
      let next = way;
      let usage: BilledTokens | undefined;
      try {
        for (let attempt = 1; ; attempt++) {
          const completed = await complete(endpoint, question, { model, way: next }, until);
          if (attempt === 1) way = completed.learnt;
          usage = sumOfBilled(usage, completed.read.usage);
          const answer = answerIn(completed.read, question, endpoint);
          if (answer) return { ...answer, usage };
          if (attempt === tries) throw failureOf(completed.read);
          // The thinking has used up the tokens, so the second try has room for more.
          next = completed.read.ending === 'cut off' ? { ...way, room: 'twice' } : way;
        }
      } catch (error) {
        throw error instanceof ProviderError ? error.billed(usage) : error;
      }
    },
  };
}

/**
 * Asks in simpler and simpler ways until the server accepts one. What it refuses at once costs nothing.
 * @returns the answer, and the way that any question may begin with from now on
 */
async function complete(
  endpoint: OpenAiEndpoint,
  question: ChatQuestion,
  asked: { readonly model: ModelOfChat; readonly way: ChatWay },
  until: number,
): Promise<{ read: ReadCompletion; learnt: ChatWay }> {
  let { way } = asked;
  let learnt = way;
  for (;;) {
    const parameters = chatParameters(endpoint.model, question, way, asked.model);
    const answer = await callOpenAi(
      'assessment',
      endpoint,
      until - performance.now(),
      (client, signal) => client.chat.completions.create(parameters, { signal }),
    );
    if (!('error' in answer)) return { read: readOrThrow(answer.text), learnt };
    if (isFailedAnswer(answer)) return { read: failedAnswer(answer), learnt };
    const simpler = simplerWay(way, answer.error);
    if (!simpler) throw refusal('assessment', answer);
    way = simpler;
    // What was too much together with this question may be possible with the next one.
    learnt = isAboutThisQuestion(answer.error) ? { ...simpler, room: learnt.room } : simpler;
  }
}

/** @throws ProviderError */
function readOrThrow(text: string): ReadCompletion {
  const read = readCompletion(text);
  if (read) return read;
  throw new ProviderError('assessment', 'unavailable', 'unreadable answer');
}

/** Whether only this one answer failed, while the server is well. */
function isFailedAnswer({ error, isInAnswer }: OpenAiError): boolean {
  const meaning = meaningOf(error);
  return meaning === 'invalid' || (isInAnswer && meaning === 'unavailable');
}

const failedAnswer = ({ error }: OpenAiError): ReadCompletion => ({
  content: '',
  ending: 'failed',
  error,
});

/**
 * The answer; undefined where another try may bring one.
 * @throws ProviderError where the model will not answer
 */
function answerIn(
  read: ReadCompletion,
  { answerSchema }: ChatQuestion,
  endpoint: OpenAiEndpoint,
): ChatAnswer | undefined {
  if (read.ending === 'refused') throw failureOf(read);
  if (read.ending === 'failed') return undefined;
  const keys = Object.keys(fieldsOf(answerSchema['properties']) ?? {});
  const found = findJson(read.content, keys);
  return (
    found && {
      answer: found.value,
      isWhole: found.isWhole,
      model: read.model ?? endpoint.model,
      provider: providerOf(endpoint),
      usage: read.usage,
    }
  );
}

function failureOf({ ending, error }: ReadCompletion): ProviderError {
  switch (ending) {
    case 'refused':
      return new ProviderError('assessment', 'refused', 'refusal or content filter');
    case 'failed':
      return error
        ? new ProviderError('assessment', meaningOf(error), shownError(error))
        : new ProviderError('assessment', 'unavailable', 'finish_reason error');
    case 'cut off':
    case 'stopped':
      return new ProviderError('assessment', 'invalid', `no JSON, ${ending}`);
  }
}
