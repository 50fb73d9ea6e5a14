import { parsedJson } from '../contracts/parsed-json.ts';
import { fieldsOf, textOf } from '../loose-json.ts';
import type { LookedUpModel } from '../speech/model-lookup.ts';
import type { CalledStep } from '../speech/provider-error.ts';
import { callOpenAi, type OpenAiEndpoint, type OpenAiError, refusal } from './openai-client.ts';

const lookMilliseconds = 10_000;

/**
 * Looks up an endpoint's model with `GET /models/{model}`. A server that does not know this route says
 * neither that the model is there nor that it is missing.
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

/** A missing model has a code or is named; a missing route is a bare 404. */
function isRouteUnknown({ error: { status, code, message } }: OpenAiError): boolean {
  const isNamed = /model|deployment/i.test(code ?? '') || /\bmodel\b/i.test(message ?? '');
  return status === 405 || status === 501 || (status === 404 && !isNamed);
}

/** A key that may use a model may still not be allowed to list it. */
const mayNotLook = ({ error: { message } }: OpenAiError): boolean =>
  /missing scopes?/i.test(message ?? '');
