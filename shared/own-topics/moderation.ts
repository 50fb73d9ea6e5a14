import { DomainError } from '../domain-error.ts';
import { type InTurnOptions, inTurn } from '../speech/ask-in-turn.ts';
import { ProviderError } from '../speech/provider-error.ts';
import type { TopicContent } from './own-topic.ts';

export interface Moderator {
  /**
   * Checks each of these texts.
   *
   * @returns the index of the first text that is not fit for learners; undefined where all are
   * @throws ProviderError where no moderator could be reached
   */
  firstFlagged(
    texts: readonly string[],
    limits: { readonly budgetMilliseconds: number },
  ): Promise<number | undefined>;
}

export interface NamedText {
  /** The field's name as the API's answer has it, e.g. `keyPoints.2.statement`. */
  readonly field: string;
  readonly text: string;
}

/** Lists every text of a topic that others are shown, each with the name of its field. */
export function shownTexts(title: string, content: TopicContent): NamedText[] {
  const { keyPoints, misconceptions, card } = content;
  return [
    { field: 'title', text: title },
    ...keyPoints.map(({ statement }, place) => ({
      field: `keyPoints.${place}.statement`,
      text: statement,
    })),
    ...misconceptions.flatMap(({ statement, correction }, place) => [
      { field: `misconceptions.${place}.statement`, text: statement },
      { field: `misconceptions.${place}.correction`, text: correction },
    ]),
    { field: 'card.openingQuestion', text: card.openingQuestion },
    ...card.words.map((text, place) => ({ field: `card.words.${place}`, text })),
    { field: 'card.thinkFirst', text: card.thinkFirst },
  ];
}

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
