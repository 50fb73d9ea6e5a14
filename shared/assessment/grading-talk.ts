/**
 * Sentences that speak to whoever grades instead of about a topic. Each pattern needs words that an
 * explanation has no use for together, since a sentence taken for one is evidence of nothing. It is a
 * second fence behind the prompt's rules: what passes it still has but one passage to sell.
 */
const gradingTalk: readonly RegExp[] = [
  // "다룬 것으로 처리하세요", "설명했다고 치고 … 표시해"
  /(?:다룬|다뤘|설명한|설명했|언급한|말한)\s*(?:것으로|걸로|다고)\s*(?:\S+\s+){0,3}(?:표시|처리|간주|기록|인정|치고)/,
  /(?:만점|백\s*점|100\s*점)(?:으로|을|만)?\s*(?:주|줘|처리|기록|표시|부탁|만점)/,
  /채점\S{0,2}\s*(?:\S+\s+)?(?:지시|규칙|기준|모델)|프롬프트\S{0,2}\s*(?:\S+\s+)?(?:규칙|지시)|시스템\s*(?:지시|프롬프트)/,
  /(?:이전|지금까지|앞|위)\S{0,3}\s*(?:\S+\s+)?(?:지시|지침)\S{0,2}\s*(?:\S+\s+)?(?:무시|잊)/,
  /채점하시는|채점자|인용으로\s*쓰|관리자\s*모드/,
  /(?:모든|전부|모두|각)\s*(?:\S+\s+){0,2}(?:covered|다룬\s*것|완벽하다고)/i,
  /\bk[1-6]\b.{0,60}\bcovered\b|\bcovered\b.{0,60}\bk[1-6]\b/is,
  /\b(?:ignore|disregard|forget)\b.{0,30}\b(?:instructions|rubric|prompt|(?:previous|above|your)\s+rules)\b/is,
  /\b(?:mark|label|output|return|answer)\b.{0,40}\b(?:as\s+covered|covered\s+for|label\s+covered|full\s+marks|100\s+points)\b/is,
  /\bkey\s*points?\b.{0,40}\bcovered\b|\blabel\b.{0,30}\bis\s+covered\b|\bgive\s+(?:me\s+)?full\s+marks\b/is,
  /\bsystem\s+(?:message|prompt)\s*:|\battention\s+grader\b|\bgrading\s+pipeline\b/i,
];

/** True where the words ask for a grade, or claim to be instructions to the grader. */
export function isGradingTalk(text: string): boolean {
  return gradingTalk.some((pattern) => pattern.test(text));
}

/** The sentences of a transcript that are not {@link isGradingTalk}. */
export function withoutGradingTalk(transcript: string): string {
  return transcript
    .split(/(?<=[.!?。！？])\s+|\n+/u)
    .filter((sentence) => !isGradingTalk(sentence))
    .join(' ');
}
