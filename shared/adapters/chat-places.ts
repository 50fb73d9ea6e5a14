import type { Endpoint } from '../contracts/endpoints.ts';
import type { AnsweredBy } from '../lectures/work-of-claim.ts';
import { providerOf } from './openai-client.ts';

/**
 * Which endpoint of the settings has answered, from 0. A server may add a version to the name of a model
 * in the settings. If several endpoints fit, the one whose name is the longest counts.
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
