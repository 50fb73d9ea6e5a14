import * as z from 'zod/mini';
import { jsonVariable } from './json-variable.ts';
import { chatModel, speechModel } from './models.ts';

const price = z.optional(z.number().check(z.minimum(0)));

/** An OpenAI-compatible endpoint (any server that speaks OpenAI's HTTP API) and one of its models. */
export const endpointSchema = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }),
  model: z.string().check(z.minLength(1)),
  /** The name of its key in the OpenAI secret. @default the secret's only key, or `openai` */
  key: z.optional(z.string().check(z.regex(/^[\w.-]{1,64}$/))),
  /** Set where a provider's price differs from the one in shared/contracts/models.ts. */
  dollarsPerMinute: price,
  dollarsPerMillionInputTokens: price,
  dollarsPerMillionOutputTokens: price,
});

export type Endpoint = z.infer<typeof endpointSchema>;

const list = z.array(endpointSchema).check(z.minLength(1), z.maxLength(3));

/**
 * An ordered list of endpoints, as a variable of a function's environment. Unknown properties are
 * ignored: infra/stack/settings.ts refuses a misspelt one before anything is deployed. A property that
 * a newer version adds must not stop the worker of this version, which reads it between the two halves
 * of a deploy, or after the code alone was rolled back.
 */
export const endpointsSchema = jsonVariable(list);

/** The list prices of calls, in dollars. */
export interface ProviderPrices {
  readonly speechPerMinute: number;
  readonly chatPerMillionInputTokens: number;
  readonly chatPerMillionOutputTokens: number;
}

/** The prices of an endpoint, whichever step it serves. */
export function pricesOf(endpoint: Endpoint): ProviderPrices {
  const chat = chatModel(endpoint.model);
  return {
    speechPerMinute: endpoint.dollarsPerMinute ?? speechModel(endpoint.model).dollarsPerMinute,
    chatPerMillionInputTokens:
      endpoint.dollarsPerMillionInputTokens ?? chat.dollarsPerMillionInputTokens,
    chatPerMillionOutputTokens:
      endpoint.dollarsPerMillionOutputTokens ?? chat.dollarsPerMillionOutputTokens,
  };
}

/**
 * The highest prices of all endpoints that may answer: the cost of a lecture is reserved before it is
 * known which one does.
 */
export function highestPrices(
  speech: readonly Endpoint[],
  chat: readonly Endpoint[],
): ProviderPrices {
  const most = (endpoints: readonly Endpoint[], name: keyof ProviderPrices) =>
    Math.max(...endpoints.map((endpoint) => pricesOf(endpoint)[name]));
  return {
    speechPerMinute: most(speech, 'speechPerMinute'),
    chatPerMillionInputTokens: most(chat, 'chatPerMillionInputTokens'),
    chatPerMillionOutputTokens: most(chat, 'chatPerMillionOutputTokens'),
  };
}
