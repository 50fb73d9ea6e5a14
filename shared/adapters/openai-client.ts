import OpenAI from 'openai';
import { parsedJson } from '../contracts/parsed-json.ts';
import { type CalledStep, ProviderError } from '../speech/provider-error.ts';
import { type ErrorAnswer, meaningOf, readError, shownError } from './openai-errors.ts';

/** Reads the API key; `afresh` skips the cache, after a provider refused the one in it. */
export type ApiKeyReader = (options?: { afresh: boolean }) => Promise<string>;

export interface OpenAiEndpoint {
  readonly baseUrl: string;
  readonly model: string;
  readonly readApiKey: ApiKeyReader;
}

/** What came back: a body to be read, or an error that the caller may know a way around. */
export type OpenAiAnswer = { readonly text: string } | OpenAiError;

export interface OpenAiError {
  readonly error: ErrorAnswer;
  /** Whether the error came with a good status: the gateway took the call, but what is behind it failed. */
  readonly isInAnswer: boolean;
  readonly retryAfterSeconds?: number | undefined;
}

/**
 * This is far more than the segments of an hour. It stops an endless body, or a small one that unpacks to
 * more.
 */
const answerMaximumBytes = 4 * 1024 * 1024;

const longestRetryAfterSeconds = 600;

/** The host's name, which a result gives as its origin. */
export function providerOf({ baseUrl }: Pick<OpenAiEndpoint, 'baseUrl'>): string {
  return URL.parse(baseUrl)?.host ?? 'unknown';
}

/**
 * Makes one call, limited as a whole by `milliseconds`, and in what it reads. Retries are the queue's
 * business: the SDK's own would ignore a long retry-after and cannot send a stream twice. Only if the key was
 * refused and has been replaced meanwhile, the call is made once more at once.
 *
 * @param send makes the request with the given client; it may be called twice
 * @throws ProviderError where no answer came; whatever `readApiKey` throws
 */
export async function callOpenAi(
  step: CalledStep,
  endpoint: OpenAiEndpoint,
  milliseconds: number,
  send: (client: OpenAI, signal: AbortSignal) => Promise<unknown>,
): Promise<OpenAiAnswer> {
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(milliseconds)));
  const apiKey = await endpoint.readApiKey();
  const answer = await exchange(step, endpoint, apiKey, signal, send);
  if (!('error' in answer) || meaningOf(answer.error) !== 'unauthorized') return answer;
  const freshKey = await endpoint.readApiKey({ afresh: true });
  return freshKey === apiKey ? answer : exchange(step, endpoint, freshKey, signal, send);
}

/** The ProviderError of an answer that nobody knows a way around. */
export function refusal(
  step: CalledStep,
  { error, retryAfterSeconds }: OpenAiError,
): ProviderError {
  return new ProviderError(step, meaningOf(error), shownError(error), retryAfterSeconds);
}

async function exchange(
  step: CalledStep,
  endpoint: OpenAiEndpoint,
  apiKey: string,
  signal: AbortSignal,
  send: (client: OpenAI, signal: AbortSignal) => Promise<unknown>,
): Promise<OpenAiAnswer> {
  let answered: { status: number; headers: Headers; text: string } | undefined;
  const client = new OpenAI({
    apiKey,
    baseURL: endpoint.baseUrl,
    maxRetries: 0,
    // Variables of the environment must not steer the SDK or make it log bodies.
    organization: null,
    project: null,
    logLevel: 'off',
    fetch: async (url, init) => {
      // A 307 that is followed would carry the transcript to whatever host it names.
      const response = await fetch(url, { ...init, redirect: 'manual' });
      const { status, headers } = response;
      answered = { status, headers, text: await boundedText(response) };
      return new Response('{}', { headers: { 'content-type': 'application/json' } });
    },
  });
  try {
    await send(client, signal);
  } catch (error) {
    // The connection was lost or timed out, or the body was cut short (`TypeError: terminated`) or too long.
    if (!answered) throw new ProviderError(step, 'unavailable', nameOf(error));
  }
  if (!answered) throw new ProviderError(step, 'unavailable', 'nothing was sent');
  return readAnswer(answered);
}

function readAnswer(answered: { status: number; headers: Headers; text: string }): OpenAiAnswer {
  const { status, headers, text } = answered;
  const isGood = status >= 200 && status < 300;
  const error = readError(parsedJson(text), status);
  if (isGood && !error) return { text };
  return {
    error: error ?? { status },
    isInAnswer: isGood,
    retryAfterSeconds: retryAfterSeconds(headers),
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** @throws Error once there is more than a sane answer has, unpacked */
async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop also closes the connection.
    if (bytes > answerMaximumBytes) throw new RangeError('the answer is too long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * Servers give the time in milliseconds, in seconds or as a date; undefined where it is missing or
 * senseless.
 */
function retryAfterSeconds(headers: Headers): number | undefined {
  const milliseconds = headers.get('retry-after-ms') ?? '';
  const value = headers.get('retry-after') ?? '';
  const isNumber = /^\d+(\.\d+)?$/;
  const seconds = isNumber.test(milliseconds)
    ? Number(milliseconds) / 1000
    : isNumber.test(value)
      ? Number(value)
      : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0
    ? Math.min(Math.ceil(seconds), longestRetryAfterSeconds)
    : undefined;
}
