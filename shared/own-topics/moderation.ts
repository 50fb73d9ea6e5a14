import type { TopicContent } from './own-topic.ts';

export interface Moderator {
  /**
   * Looks at each of these texts.
   *
   * @returns the place of the first that is not for learners to read, or undefined where all are
   * @throws ProviderError where nobody could look
   */
  firstFlagged(
    texts: readonly string[],
    limits: { readonly budgetMilliseconds: number },
  ): Promise<number | undefined>;
}

export interface NamedText {
  /** As the answer of a topic names it, e.g. `keyPoints.2.statement`. */
  readonly field: string;
  readonly text: string;
}

/** Everything that others are shown of a topic, each text by the name of its field. */
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
