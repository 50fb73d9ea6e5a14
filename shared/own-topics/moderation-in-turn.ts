import { type InTurnOptions, inTurn } from '../speech/in-turn.ts';
import type { Moderator } from './moderation.ts';

/** What one endpoint may take, so that the next has time within one request. */
const lookMilliseconds = 3_000;

/** Several moderators as one: the first that can looks. */
export function moderationInTurn(
  endpoints: readonly Moderator[],
  options: Omit<InTurnOptions, 'step'>,
): Moderator {
  const ask = inTurn(endpoints, { ...options, step: 'moderation' });
  return {
    firstFlagged: (texts, limits) =>
      ask({ ...limits, isLastChance: true }, lookMilliseconds, (endpoint, budgetMilliseconds) =>
        endpoint.firstFlagged(texts, { budgetMilliseconds }),
      ),
  };
}
