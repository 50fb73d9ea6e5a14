import { type InTurnOptions, inTurn } from '../speech/ask-in-turn.ts';
import type { Moderator } from './moderation.ts';

/** The time that one endpoint may take, so that the next still has time within the same request. */
const endpointMilliseconds = 3_000;

/** Combines several moderators into one: the first that can answer does. */
export function moderationInTurn(
  endpoints: readonly Moderator[],
  options: Omit<InTurnOptions, 'step'>,
): Moderator {
  const ask = inTurn(endpoints, { ...options, step: 'moderation' });
  return {
    firstFlagged: (texts, limits) =>
      ask({ ...limits, isLastChance: true }, endpointMilliseconds, (endpoint, budgetMilliseconds) =>
        endpoint.firstFlagged(texts, { budgetMilliseconds }),
      ),
  };
}
