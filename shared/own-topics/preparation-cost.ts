import { transcriptMaximumCharacters } from '../assessment/prompt.ts';
import type { ProviderPrices } from '../contracts/endpoints.ts';
import { chatDollars } from '../quota/provider-costs.ts';

/** Upper bounds for the question without title and notes, and for thinking and answer together. */
const bounds = { promptTokens: 2_000, answerTokens: 8_000 };
/**
 * An answer without JSON is asked for once more, and so is one that makes no topic: four calls at most.
 */
const mostCalls = 4;

/**
 * The most that preparing a topic can cost, in millionths of a dollar. A Korean character is at most
 * one token.
 */
export function mostOfPreparation(characters: number, prices: ProviderPrices): number {
  const dollars = chatDollars(
    {
      inputTokens: bounds.promptTokens + Math.min(characters, 2 * transcriptMaximumCharacters),
      outputTokens: bounds.answerTokens,
    },
    prices,
  );
  return Math.ceil(mostCalls * dollars * 1_000_000);
}
