import { type OpenAiStandIn, startOpenAiStandIn } from '../../infra/openai-stand-in/server.ts';
import { openAiChat } from '../../shared/adapters/openai-chat.ts';
import type { ChatModel } from '../../shared/assessment/chat-model.ts';
import { defaultModels } from '../../shared/contracts/models.ts';
import { retryingChat } from './retrying-chat.ts';

/** The name under which the stand-in's answers are recorded and reported. */
export const standInModel = 'local-stand-in';

const openAiBaseUrl = 'https://api.openai.com/v1';
const openAiModel = defaultModels.chat;

export interface Provider {
  readonly chat: ChatModel;
  readonly isStandIn: boolean;
  /** What answers, to be printed: never a key. */
  readonly name: string;
  stop(): Promise<void>;
}

export type EvaluationEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The provider that `OPENAI_API_KEY`, `OPENAI_BASE_URL` and `CHAT_MODEL` name; without a key, the
 * local stand-in.
 */
export async function openProvider(environment: EvaluationEnvironment): Promise<Provider> {
  const apiKey = environment['OPENAI_API_KEY'];
  if (!apiKey) return (await openStandIn()).provider;
  const model = environment['CHAT_MODEL'] || openAiModel;
  const baseUrl = environment['OPENAI_BASE_URL'] || openAiBaseUrl;
  return {
    chat: retryingChat(openAiChat({ baseUrl, model, readApiKey: () => Promise.resolve(apiKey) })),
    isStandIn: false,
    name: `${model} at ${URL.parse(baseUrl)?.host ?? baseUrl}`,
    stop: () => Promise.resolve(),
  };
}

/** The stand-in behind the same adapter, which can also be told how to misbehave. */
export async function openStandIn(): Promise<{ provider: Provider; standIn: OpenAiStandIn }> {
  const standIn = await startOpenAiStandIn();
  const chat = openAiChat({
    baseUrl: standIn.baseUrl,
    model: standInModel,
    readApiKey: () => Promise.resolve('sk-stand-in'),
  });
  return {
    standIn,
    provider: {
      chat: retryingChat(chat),
      isStandIn: true,
      name: standInModel,
      stop: () => standIn.stop(),
    },
  };
}
