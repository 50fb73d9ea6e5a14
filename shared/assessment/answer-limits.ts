/**
 * Longer sentences are cut, longer lists too: one rambling answer must not cost the learner all. Of
 * quotes more are looked for than are kept, since a model may offer first what nobody said.
 */
export const answerLimits = {
  sentenceCharacters: 400,
  listItems: 3,
  passages: 2,
  quotesOffered: 6,
} as const;

/**
 * The text within its limit, cut where a sentence ends or else between words: a passage without its
 * end is looked for in a talk, and half a word is in none. One without spaces is cut anywhere; a cut
 * through an emoji leaves half of it, which is replaced.
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
