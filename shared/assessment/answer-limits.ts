/** Longer sentences are cut, longer lists too: one rambling answer must not cost the learner all. */
export const answerLimits = { sentenceCharacters: 400, listItems: 3, passages: 2 } as const;

/** The sentence within its limit. A cut through an emoji leaves half of it, which is replaced. */
export function cutSentence(text: string): string {
  return text.trim().slice(0, answerLimits.sentenceCharacters).toWellFormed();
}
