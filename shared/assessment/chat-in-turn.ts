import { type InTurnOptions, inTurn } from '../speech/ask-in-turn.ts';
import { ProviderError } from '../speech/provider-error.ts';
import { askUntilUseful } from './ask-until-useful.ts';
import type { ChatModel } from './chat-model.ts';

/** A stuck connection costs a lecture this much time, not its whole run. */
const askMilliseconds = 60_000;

/**
 * Combines several chat models into one: the first that can answer does. A model that gives useless
 * answers twice counts as one that cannot.
 */
export function chatInTurn(
  endpoints: readonly ChatModel[],
  options: Omit<InTurnOptions, 'step'>,
): ChatModel {
  const inTheirTurn = inTurn(endpoints, { ...options, step: 'assessment' });
  return {
    async ask(question, limits) {
      const until = options.clock() + limits.budgetMilliseconds;
      /** A second call to an endpoint begins by the same rule as the first. */
      const again = () => {
        const leftMilliseconds = until - options.clock();
        if (leftMilliseconds < (limits.isLastChance ? 1 : askMilliseconds)) return undefined;
        return { ...limits, budgetMilliseconds: Math.min(askMilliseconds, leftMilliseconds) };
      };
      const answer = await inTheirTurn(limits, askMilliseconds, (endpoint, budgetMilliseconds) =>
        askUntilUseful(endpoint, question, { ...limits, budgetMilliseconds }, again),
      );
      if (answer) return answer;
      throw new ProviderError('assessment', 'unavailable', 'no time left for a call in this run');
    },
  };
}
