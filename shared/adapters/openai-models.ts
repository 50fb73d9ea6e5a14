import { parsedJson } from '../contracts/parsed-json.ts';
import type { LookedUpModel } from '../speech/model-look.ts';
import type { CalledStep } from '../speech/provider-error.ts';
import { fieldsOf, textOf } from './loose-json.ts';
import { callOpenAi, type OpenAiEndpoint, type OpenAiError, refusal } from './openai-client.ts';

const lookMilliseconds = 10_000;

/**
 * Looks an endpoint's model up by `GET /models/{model}`. Servers that know no such route say nothing
 * of it, neither that it is there nor that it is missing.
 *
 * @throws ProviderError
 */
export async function lookUpModel(
  step: CalledStep,
  endpoint: OpenAiEndpoint,
): Promise<LookedUpModel> {
  const answer = await callOpenAi(step, endpoint, lookMilliseconds, (client, signal) =>
    client.models.retrieve(endpoint.model, { signal }),
  );
  if ('error' in answer) {
    if (isRouteUnknown(answer) || mayNotLook(answer)) return { isUnseen: true };
    throw refusal(step, answer);
  }
  const date = textOf(fieldsOf(parsedJson(answer.text))?.['shutdown_date']);
  return { shutdownDate: date && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : undefined };
}

/** A model that is missing has a code or is named; a route that is missing is a bare 404. */
function isRouteUnknown({ error: { status, code, message } }: OpenAiError): boolean {
  const isNamed = /model|deployment/i.test(code ?? '') || /\bmodel\b/i.test(message ?? '');
  return status === 405 || status === 501 || (status === 404 && !isNamed);
}

/** A key that may use a model need not be allowed to list it. */
const mayNotLook = ({ error: { message } }: OpenAiError): boolean =>
  /missing scopes?/i.test(message ?? '');
