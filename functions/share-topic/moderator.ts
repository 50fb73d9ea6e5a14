import { openAiModeration } from '../../shared/adapters/openai-moderation.ts';
import type { Environment } from '../../shared/contracts/environment.ts';
import { type Moderator, moderationInTurn } from '../../shared/own-topics/moderation.ts';
import {
  ConfigurationError,
  noteConfigurationError,
} from '../../shared/platform/configuration-error.ts';
import { observedModerator } from '../../shared/platform/observed-sharing.ts';
import { openAiKeyReader } from '../../shared/platform/openai-key.ts';
import { secretReader } from '../../shared/platform/secrets.ts';

/** Joins the stage's moderation endpoints into one. Every verdict is measured. */
export function moderatorOf(environment: Environment<'share-topic'>): Moderator {
  const readSecret = secretReader(environment.OPENAI_SECRET_ARN);
  return moderationInTurn(
    environment.MODERATION_ENDPOINTS.map((endpoint, place) => {
      const readApiKey = openAiKeyReader(readSecret, endpoint.key);
      return observedModerator(openAiModeration({ ...endpoint, readApiKey }), place);
    }),
    {
      clock: Date.now,
      isMisconfigured: (error) => error instanceof ConfigurationError,
      passedOver: noteConfigurationError,
    },
  );
}
