import { DomainError } from '../domain-error.ts';
import { ProviderError } from '../speech/provider-error.ts';
import type { Moderator } from './moderation.ts';

/** A caller is waiting: a learner would rather try again than wait longer. */
const moderationMilliseconds = 6_000;

/**
 * Has texts moderated before they are shared. Nothing is shared unchecked, so where no moderator can be
 * reached, the learner has to try again later.
 *
 * @returns the index of the first text that is not fit for other learners; undefined where all are
 * @throws DomainError MODERATION_UNAVAILABLE
 */
export async function firstUnfitText(
  moderator: Moderator,
  texts: readonly string[],
): Promise<number | undefined> {
  try {
    return await moderator.firstFlagged(texts, { budgetMilliseconds: moderationMilliseconds });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new DomainError(
      'MODERATION_UNAVAILABLE',
      'The text cannot be checked at the moment, so it is not shared. Try again later.',
    );
  }
}
