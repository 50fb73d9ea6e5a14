import { watchedEndpoints } from '../../shared/adapters/watched-endpoints.ts';
import { lookAtModelsEnvironment } from '../../shared/contracts/environment.ts';
import { backgroundHandler } from '../../shared/platform/background-handler.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { observeFinding } from '../../shared/platform/model-findings.ts';
import { openAiKeyReader } from '../../shared/platform/openai-key.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { lookAtModels } from '../../shared/speech/model-lookup.ts';

const environment = await loadEnvironment('look-at-models', lookAtModelsEnvironment);
const readSecret = secretReader(environment.OPENAI_SECRET_ARN);
const endpoints = watchedEndpoints(
  {
    speech: environment.SPEECH_ENDPOINTS,
    chat: environment.CHAT_ENDPOINTS,
    moderation: environment.MODERATION_ENDPOINTS,
  },
  (name) => openAiKeyReader(readSecret, name),
);

/** Checks once a day that the models exist, that they accept our key, and when they will be shut down. */
export const handler = backgroundHandler(async (): Promise<void> => {
  for (const finding of await lookAtModels(endpoints, Date.now())) observeFinding(finding);
});
