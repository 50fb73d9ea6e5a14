import { DomainError } from '../domain-error.ts';
import { ProviderError } from '../speech/provider-error.ts';
import type { Moderator } from './moderation.ts';

/** A caller waits for it; a learner would rather try again. */
const moderationMilliseconds = 6_000;

/**
 * Nothing is shared unseen: where nobody can look, it waits.
 *
 * @returns the place of the first text that is not for learners to read, or undefined
 * @throws DomainError MODERATION_UNAVAILABLE
 */
export async function lookAt(
  moderator: Moderator,
  texts: readonly string[],
): Promise<number | undefined> {
  try {
    return await moderator.firstFlagged(texts, { budgetMilliseconds: moderationMilliseconds });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new DomainError(
      'MODERATION_UNAVAILABLE',
      'Nobody can look at it at the moment, so it is not shared. Try again later.',
    );
  }
}
