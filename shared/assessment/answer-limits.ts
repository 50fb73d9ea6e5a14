/**
 * Longer sentences and lists are cut: one rambling answer must not cost the learner everything. More
 * quotes are checked than are kept, since a model may first offer quotes that nobody said.
 */
export const answerLimits = {
  sentenceCharacters: 400,
  listItems: 3,
  passages: 2,
  quotesOffered: 6,
} as const;

/**
 * Cuts a text to its limit, at the end of a sentence or else between words. A passage without its end
 * is still found in a talk, but half a word is not. A text without spaces is cut anywhere; where that
 * cuts through an emoji, the half that is left is replaced.
 */
export function cutSentence(text: string): string {
  const whole = text.trim();
  const { sentenceCharacters } = answerLimits;
  if (whole.length <= sentenceCharacters) return whole;
  const begun = whole.slice(0, sentenceCharacters + 1);
  const [sentences] = /^.*[.!?。！？…]["'”’)\]]*(?=\s)/su.exec(begun) ?? [];
  const [words] = /^.*\S(?=\s)/su.exec(begun) ?? [];
  const longEnough = sentences && sentences.length > sentenceCharacters / 2 ? sentences : words;
  return (longEnough ?? begun.slice(0, sentenceCharacters)).trim().toWellFormed();
}
