import { placeOfAnswer } from '../../shared/adapters/chat-places.ts';
import { openAiChat } from '../../shared/adapters/openai-chat.ts';
import { lookUpModel } from '../../shared/adapters/openai-models.ts';
import { openAiSpeech } from '../../shared/adapters/openai-speech.ts';
import { chatInTurn } from '../../shared/assessment/chat-in-turn.ts';
import type { ChatModel } from '../../shared/assessment/chat-model.ts';
import {
  type Endpoint,
  highestPrices,
  type ProviderPrices,
  pricesOf,
} from '../../shared/contracts/endpoints.ts';
import type { Environment } from '../../shared/contracts/environment.ts';
import type { ProcessLecturePorts } from '../../shared/lectures/work-of-claim.ts';
import {
  ConfigurationError,
  noteConfigurationError,
} from '../../shared/platform/configuration-error.ts';
import { observedChat, observedSpeech } from '../../shared/platform/observed-ports.ts';
import { openAiKeyReader } from '../../shared/platform/openai-key.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { speechInTurn } from '../../shared/speech/speech-in-turn.ts';
import type { SpeechToText } from '../../shared/speech/speech-to-text.ts';

export interface WorkerProviders {
  readonly speech: SpeechToText;
  readonly chat: ChatModel;
  readonly chatPlaceOf: ProcessLecturePorts['chatPlaceOf'];
  /** The prices of the dearest endpoints that may answer. */
  readonly prices: ProviderPrices;
  /** Calls that open a connection to the first endpoint of each step, and cost nothing. */
  readonly reach: readonly (() => Promise<unknown>)[];
}

/** Joins the endpoints of each step, speech and chat, into one. Every call is measured and priced. */
export function workerProviders(environment: Environment<'process-lecture'>): WorkerProviders {
  const { SPEECH_ENDPOINTS, CHAT_ENDPOINTS, OPENAI_SECRET_ARN } = environment;
  const readSecret = secretReader(OPENAI_SECRET_ARN);
  const withKey = (endpoint: Endpoint) => ({
    ...endpoint,
    readApiKey: openAiKeyReader(readSecret, endpoint.key),
  });
  const first = new Map(
    [SPEECH_ENDPOINTS, CHAT_ENDPOINTS].flatMap(([endpoint]) =>
      endpoint ? [[endpoint.baseUrl, endpoint]] : [],
    ),
  );
  const inTurn = {
    clock: Date.now,
    isMisconfigured: (error: unknown) => error instanceof ConfigurationError,
    passedOver: noteConfigurationError,
  };
  return {
    speech: speechInTurn(
      SPEECH_ENDPOINTS.map((endpoint, place) =>
        observedSpeech(openAiSpeech(withKey(endpoint)), pricesOf(endpoint), Date.now, place),
      ),
      inTurn,
    ),
    chat: chatInTurn(
      CHAT_ENDPOINTS.map((endpoint, place) =>
        observedChat(openAiChat(withKey(endpoint)), pricesOf(endpoint), Date.now, place),
      ),
      inTurn,
    ),
    chatPlaceOf: (by) => placeOfAnswer(CHAT_ENDPOINTS, by),
    prices: highestPrices(SPEECH_ENDPOINTS, CHAT_ENDPOINTS),
    reach: [...first.values()].map((endpoint) => () => lookUpModel('speech', withKey(endpoint))),
  };
}
