import type { Endpoint } from '../contracts/endpoints.ts';
import { chatModel, speechModel } from '../contracts/models.ts';
import type { WatchedEndpoint } from '../speech/model-lookup.ts';
import type { CalledStep } from '../speech/provider-error.ts';
import { type ApiKeyReader, providerOf } from './openai-client.ts';
import { lookUpModel } from './openai-models.ts';

/** A stage's endpoints for all steps. */
export interface EndpointsInUse {
  readonly speech: readonly Endpoint[];
  readonly chat: readonly Endpoint[];
  readonly moderation: readonly Endpoint[];
}

/** All endpoints of a stage, to be checked. */
export function watchedEndpoints(
  { speech, chat, moderation }: EndpointsInUse,
  keyReader: (name: string | undefined) => ApiKeyReader,
): readonly WatchedEndpoint[] {
  const watched = (step: CalledStep, endpoint: Endpoint, knownShutdownDate?: string) => ({
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
    ...moderation.map((endpoint) => watched('moderation', endpoint)),
  ];
}
