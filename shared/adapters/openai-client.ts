import OpenAI from 'openai';
import { ProviderError, type ProviderStep } from '../speech/provider-error.ts';

/** Reads the API key; `afresh` skips the cache, after a provider refused the one in it. */
export type ApiKeyReader = (options?: { afresh: boolean }) => Promise<string>;

export interface OpenAiEndpoint {
  readonly baseUrl: string;
  readonly model: string;
  readonly readApiKey: ApiKeyReader;
}

/** Codes by which providers say that there is no money left, as 429 or 4xx. */
const quotaCodes = [
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
  'account_deactivated',
];

const longestRetryAfterSeconds = 600;

/**
 * Makes one call, bounded as a whole by `budgetMilliseconds`. Retries are the queue's business:
 * the SDK's own would ignore a long retry-after and cannot send a stream twice.
 *
 * @throws ProviderError for whatever goes wrong on the way
 */
export async function callOpenAi<Result>(
  step: ProviderStep,
  endpoint: OpenAiEndpoint,
  budgetMilliseconds: number,
  call: (client: OpenAI, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const client = new OpenAI({
    apiKey: await endpoint.readApiKey(),
    baseURL: endpoint.baseUrl,
    maxRetries: 0,
    timeout: budgetMilliseconds,
    // Nothing of ours may steer it from the environment, nor log bodies.
    organization: null,
    project: null,
    logLevel: 'off',
  });
  try {
    return await call(client, AbortSignal.timeout(budgetMilliseconds));
  } catch (error) {
    const failure = providerError(step, error);
    if (failure.kind === 'unauthorized') await endpoint.readApiKey({ afresh: true });
    throw failure;
  }
}

function providerError(step: ProviderStep, error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof OpenAI.APIError && error.status !== undefined) {
    return ofStatus(step, error.status, error);
  }
  // Connection lost, time out, a body cut short (`TypeError: terminated`) or not JSON (`SyntaxError`).
  return new ProviderError(step, 'unavailable', error instanceof Error ? error.name : 'unknown');
}

function ofStatus(
  step: ProviderStep,
  status: number,
  error: InstanceType<typeof OpenAI.APIError>,
): ProviderError {
  const { code } = error;
  const detail = `${status}${code ? ` ${code}` : ''}`;
  if (code && quotaCodes.includes(code)) return new ProviderError(step, 'quota', detail);
  if (status === 401) return new ProviderError(step, 'unauthorized', detail);
  if (status === 429) {
    return new ProviderError(step, 'rate-limited', detail, retryAfterSeconds(error.headers));
  }
  const isPassing = status === 408 || status === 409 || status >= 500;
  return new ProviderError(step, isPassing ? 'unavailable' : 'rejected', detail);
}

/** In seconds or as a date; undefined where it is missing or senseless. */
function retryAfterSeconds(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0
    ? Math.min(Math.ceil(seconds), longestRetryAfterSeconds)
    : undefined;
}
