import { type InTurnOptions, inTurn } from '../speech/in-turn.ts';
import type { ChatModel } from './chat-model.ts';

/** A stuck connection costs a lecture this, not its whole run. */
const askMilliseconds = 60_000;

/** Several chat models as one: the first that can answers. */
export function chatInTurn(
  endpoints: readonly ChatModel[],
  options: Omit<InTurnOptions, 'step'>,
): ChatModel {
  const ask = inTurn(endpoints, { ...options, step: 'assessment' });
  return {
    ask: (question, limits) =>
      ask(limits, askMilliseconds, (endpoint, budgetMilliseconds) =>
        endpoint.ask(question, { ...limits, budgetMilliseconds }),
      ),
  };
}
