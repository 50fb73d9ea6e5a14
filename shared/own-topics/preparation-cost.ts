import { transcriptMaximumCharacters } from '../assessment/prompt.ts';
import type { ProviderPrices } from '../contracts/endpoints.ts';
import { chatDollars } from '../quota/provider-costs.ts';

/** Above what the question can be beside title and notes, and what may be thought and answered. */
const bounds = { promptTokens: 2_000, answerTokens: 8_000 };
/** An answer without JSON is asked for once more, and so is one that makes no topic. */
const tries = 4;

/** The most that the preparation of a topic can cost. A Korean character is at most one token. */
export function mostOfPreparation(characters: number, prices: ProviderPrices): number {
  const dollars = chatDollars(
    {
      inputTokens: bounds.promptTokens + Math.min(characters, 2 * transcriptMaximumCharacters),
      outputTokens: bounds.answerTokens,
    },
    prices,
  );
  return Math.ceil(tries * dollars * 1_000_000);
}
