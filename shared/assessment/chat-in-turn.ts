import { type InTurnOptions, inTurn } from '../speech/in-turn.ts';
import { ProviderError } from '../speech/provider-error.ts';
import type { ChatModel } from './chat-model.ts';
import { askForUse } from './useful-answer.ts';

/** A stuck connection costs a lecture this, not its whole run. */
const askMilliseconds = 60_000;

/**
 * Several chat models as one: the first that can answers. One whose answers are of no use, twice, is one
 * that cannot.
 */
export function chatInTurn(
  endpoints: readonly ChatModel[],
  options: Omit<InTurnOptions, 'step'>,
): ChatModel {
  const inTheirTurn = inTurn(endpoints, { ...options, step: 'assessment' });
  return {
    async ask(question, limits) {
      const until = options.clock() + limits.budgetMilliseconds;
      /** The second call to an endpoint begins by the same rule as its first. */
      const again = () => {
        const leftMilliseconds = until - options.clock();
        if (leftMilliseconds < (limits.isLastChance ? 1 : askMilliseconds)) return undefined;
        return { ...limits, budgetMilliseconds: Math.min(askMilliseconds, leftMilliseconds) };
      };
      const answer = await inTheirTurn(limits, askMilliseconds, (endpoint, budgetMilliseconds) =>
        askForUse(endpoint, question, { ...limits, budgetMilliseconds }, again),
      );
      if (answer) return answer;
      throw new ProviderError('assessment', 'unavailable', 'no time left for a call in this run');
    },
  };
}
