import * as z from 'zod/mini';
import { jsonVariable } from './json-variable.ts';
import { chatModel, speechModel } from './models.ts';

const price = z.optional(z.number().check(z.minimum(0)));

/** One OpenAI-compatible endpoint and a model that it has: any server that speaks that HTTP. */
export const endpointSchema = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }),
  model: z.string().check(z.minLength(1)),
  /** Name of its key in the OpenAI secret. @default the secret's only key, or `openai` */
  key: z.optional(z.string().check(z.regex(/^[\w.-]{1,64}$/))),
  /** Where a provider's price is not the one that shared/contracts/models.ts has. */
  dollarsPerMinute: price,
  dollarsPerMillionInputTokens: price,
  dollarsPerMillionOutputTokens: price,
});

export type Endpoint = z.infer<typeof endpointSchema>;

const list = z.array(endpointSchema).check(z.minLength(1), z.maxLength(3));

/**
 * An ordered list of endpoints as a variable of a function's environment. Properties that it does not
 * know are left out: infra/stack/settings.ts has refused a misspelt one before anything is deployed,
 * and what a newer version adds must not stop the worker of this one, which reads it in the moments
 * between the two halves of a deploy, or after code alone was put back.
 */
export const endpointsSchema = jsonVariable(list);

/** What calls cost, in dollars by list price. */
export interface ProviderPrices {
  readonly speechPerMinute: number;
  readonly chatPerMillionInputTokens: number;
  readonly chatPerMillionOutputTokens: number;
}

/** What an endpoint costs, whichever step it is of. */
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

/** The dearest that may answer: what a lecture can cost is known before it is known who does. */
export function dearestPrices(
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
