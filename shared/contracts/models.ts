/** The fields in which a speech model can be told what to expect. */
export type SpeechHint = 'prompt' | 'keywords' | 'language' | 'languages';

export interface SpeechModel {
  /**
   * The most detailed format that the model offers. `verbose_json` has segments with timings, language
   * and length.
   */
  readonly responseFormat: 'json' | 'verbose_json';
  readonly hints: readonly SpeechHint[];
  readonly dollarsPerMinute: number;
  /** The day from which the provider no longer offers the model, as far as it is announced. */
  readonly shutdownDate?: string;
}

export interface ChatModel {
  readonly dollarsPerMillionInputTokens: number;
  /** This includes thinking, which is billed as output. */
  readonly dollarsPerMillionOutputTokens: number;
  /**
   * How hard the model is asked to think. It is left out for models that do not think, or are not known
   * to.
   */
  readonly reasoningEffort?: 'low';
  /** The tokens for thinking, in addition to those of the answer. */
  readonly reasoningTokens: number;
  readonly shutdownDate?: string;
}

/**
 * The list prices of November 2026, from https://platform.openai.com/docs/pricing and groq.com/pricing.
 */
const speechModels: Readonly<Record<string, SpeechModel>> = {
  'gpt-transcribe': {
    responseFormat: 'json',
    hints: ['prompt', 'keywords', 'languages'],
    dollarsPerMinute: 0.0045,
  },
  'whisper-1': {
    responseFormat: 'verbose_json',
    hints: ['prompt', 'language'],
    dollarsPerMinute: 0.006,
    shutdownDate: '2027-02-26',
  },
  'gpt-4o-transcribe': {
    responseFormat: 'json',
    hints: ['prompt', 'language'],
    dollarsPerMinute: 0.006,
    shutdownDate: '2027-02-26',
  },
  'gpt-4o-mini-transcribe': {
    responseFormat: 'json',
    hints: ['prompt', 'language'],
    dollarsPerMinute: 0.003,
    shutdownDate: '2027-02-26',
  },
  // Groq states its prices by the hour.
  'whisper-large-v3-turbo': {
    responseFormat: 'verbose_json',
    hints: ['prompt', 'language'],
    dollarsPerMinute: 0.04 / 60,
  },
  'whisper-large-v3': {
    responseFormat: 'verbose_json',
    hints: ['prompt', 'language'],
    dollarsPerMinute: 0.111 / 60,
  },
};

const chatModels: Readonly<Record<string, ChatModel>> = {
  'gpt-6-luna': {
    dollarsPerMillionInputTokens: 0.1,
    dollarsPerMillionOutputTokens: 0.5,
    reasoningEffort: 'low',
    reasoningTokens: 4_000,
  },
  'gpt-6.1-terra': {
    dollarsPerMillionInputTokens: 1,
    dollarsPerMillionOutputTokens: 5,
    reasoningEffort: 'low',
    reasoningTokens: 4_000,
  },
  'gpt-5': {
    dollarsPerMillionInputTokens: 1.25,
    dollarsPerMillionOutputTokens: 10,
    reasoningEffort: 'low',
    reasoningTokens: 4_000,
    shutdownDate: '2026-12-11',
  },
  'gpt-5-mini': {
    dollarsPerMillionInputTokens: 0.25,
    dollarsPerMillionOutputTokens: 2,
    reasoningEffort: 'low',
    reasoningTokens: 4_000,
    shutdownDate: '2026-12-11',
  },
  'gpt-5-nano': {
    dollarsPerMillionInputTokens: 0.05,
    dollarsPerMillionOutputTokens: 0.4,
    reasoningEffort: 'low',
    reasoningTokens: 4_000,
    shutdownDate: '2026-12-11',
  },
  o3: {
    dollarsPerMillionInputTokens: 2,
    dollarsPerMillionOutputTokens: 8,
    reasoningEffort: 'low',
    reasoningTokens: 4_000,
    shutdownDate: '2026-12-11',
  },
  'gpt-4o': {
    dollarsPerMillionInputTokens: 2.5,
    dollarsPerMillionOutputTokens: 10,
    reasoningTokens: 0,
    shutdownDate: '2027-01-14',
  },
  'gpt-4o-mini': {
    dollarsPerMillionInputTokens: 0.15,
    dollarsPerMillionOutputTokens: 0.6,
    reasoningTokens: 0,
    shutdownDate: '2027-01-14',
  },
  'gpt-4.1': {
    dollarsPerMillionInputTokens: 2,
    dollarsPerMillionOutputTokens: 8,
    reasoningTokens: 0,
    shutdownDate: '2027-01-14',
  },
};

/**
 * Settings that any compatible server understands, and prices that are rather too high, since they
 * reserve a part of the day's budget before each call.
 */
const unknownSpeechModel: SpeechModel = {
  responseFormat: 'json',
  hints: ['prompt', 'language'],
  dollarsPerMinute: 0.006,
};
const unknownChatModel: ChatModel = {
  dollarsPerMillionInputTokens: 1.25,
  dollarsPerMillionOutputTokens: 10,
  reasoningTokens: 4_000,
};

/** The abilities and prices of a speech model, by the name that its provider uses. */
export function speechModel(name: string): SpeechModel {
  return named(speechModels, name) ?? unknownSpeechModel;
}

/** The prices of a chat model, by the name that its provider uses. */
export function chatModel(name: string): ChatModel {
  return named(chatModels, name) ?? unknownChatModel;
}

/**
 * The name by which a chat model is known here, whichever version of it an answer names; `other` for an
 * unknown one. Metrics are split by this name, so there must be few.
 */
export function chatModelName(answered: string): string {
  const [longest = 'other'] = Object.keys(chatModels)
    .filter((name) => answered.startsWith(name))
    .toSorted((a, b) => b.length - a.length);
  return longest;
}

const named = <Model>(models: Readonly<Record<string, Model>>, name: string) =>
  Object.hasOwn(models, name) ? models[name] : undefined;

export const defaultModels = {
  speech: 'gpt-transcribe',
  chat: 'gpt-6-luna',
  moderation: 'omni-moderation-latest',
} as const;
