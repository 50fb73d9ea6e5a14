import * as z from 'zod/mini';
import { parsedJson } from '../contracts/parsed-json.ts';
import type { Moderator } from '../own-topics/moderation.ts';
import { ProviderError } from '../speech/provider-error.ts';
import { callOpenAi, type OpenAiEndpoint, refusal } from './openai-client.ts';

const answerSchema = z.object({ results: z.array(z.object({ flagged: z.boolean() })) });

/**
 * OpenAI's moderation, which costs nothing, or any server that speaks it. Each text is one input, so that the
 * answer says which text it is about. A server without moderation answers 404, which is `model-gone`.
 */
export function openAiModeration(endpoint: OpenAiEndpoint): Moderator {
  return {
    async firstFlagged(texts, { budgetMilliseconds }) {
      const answer = await callOpenAi(
        'moderation',
        endpoint,
        budgetMilliseconds,
        (client, signal) =>
          client.moderations.create({ model: endpoint.model, input: [...texts] }, { signal }),
      );
      if ('error' in answer) throw refusal('moderation', answer);
      const read = answerSchema.safeParse(parsedJson(answer.text));
      // With one verdict too few, a text would pass that nobody has checked.
      if (!read.success || read.data.results.length !== texts.length) {
        throw new ProviderError('moderation', 'invalid', 'not a verdict for each text');
      }
      const place = read.data.results.findIndex(({ flagged }) => flagged);
      return place === -1 ? undefined : place;
    },
  };
}
