import type { Endpoint } from '../contracts/endpoints.ts';
import type { AnsweredBy } from '../lectures/work-of-claim.ts';
import { providerOf } from './openai-client.ts';

/**
 * Which endpoint of the settings has answered, from 0. Servers may name the version of a model that
 * the settings name without one; of several that fit, the one that says most of the name is meant.
 */
export function placeOfAnswer(
  endpoints: readonly Endpoint[],
  { model, provider }: AnsweredBy,
): number | undefined {
  const [best] = endpoints
    .map((endpoint, place) => ({ endpoint, place }))
    .filter(({ endpoint }) => providerOf(endpoint) === provider && model.startsWith(endpoint.model))
    .toSorted((a, b) => b.endpoint.model.length - a.endpoint.model.length);
  return best?.place;
}
