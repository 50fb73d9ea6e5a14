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
