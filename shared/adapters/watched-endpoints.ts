import type { Endpoint } from '../contracts/endpoints.ts';
import { chatModel, speechModel } from '../contracts/models.ts';
import type { WatchedEndpoint } from '../speech/model-look.ts';
import type { ProviderStep } from '../speech/provider-error.ts';
import { type ApiKeyReader, providerOf } from './openai-client.ts';
import { lookUpModel } from './openai-models.ts';

/** The endpoints of both steps, to be looked at. */
export function watchedEndpoints(
  speech: readonly Endpoint[],
  chat: readonly Endpoint[],
  keyReader: (name: string | undefined) => ApiKeyReader,
): readonly WatchedEndpoint[] {
  const watched = (step: ProviderStep, endpoint: Endpoint, knownShutdownDate?: string) => ({
    step,
    provider: providerOf(endpoint),
    model: endpoint.model,
    knownShutdownDate,
    lookUp: () => lookUpModel(step, { ...endpoint, readApiKey: keyReader(endpoint.key) }),
  });
  return [
    ...speech.map((endpoint) =>
      watched('speech', endpoint, speechModel(endpoint.model).shutdownDate),
    ),
    ...chat.map((endpoint) =>
      watched('assessment', endpoint, chatModel(endpoint.model).shutdownDate),
    ),
  ];
}
