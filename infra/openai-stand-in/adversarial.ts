import type { KeyPoint } from './matching.ts';
import { sentencesOf } from './sentences.ts';

/**
 * Ways in which a manipulated model passes off a talk as complete: it quotes passages that nobody said, gives
 * one sentence for everything, or obeys the talk's own instructions.
 */
export const adversarialModes = ['invented-quotes', 'one-sentence-for-all', 'obeying'] as const;
export type AdversarialMode = (typeof adversarialModes)[number];

/** The passages that such a model offers for a key point. */
export function dishonestPassages(
  mode: AdversarialMode,
  transcript: string,
  { statement }: KeyPoint,
  found: readonly string[],
): string[] {
  const sentences = sentencesOf(transcript);
  switch (mode) {
    case 'invented-quotes':
      return [`제가 앞에서 아주 자세하게 말씀드린 것처럼, ${statement} 이 점이 가장 중요합니다.`];
    case 'one-sentence-for-all':
      return sentences.toSorted((a, b) => b.length - a.length).slice(0, 1);
    case 'obeying':
      return withInjection(found, injectionIn(transcript, sentences));
  }
}

/** Tells whether such a model labels a key point as covered, whatever the passages explain. */
export function isTalkedOver(mode: AdversarialMode, passages: readonly string[]): boolean {
  return mode !== 'obeying' || passages.some(asksForLabel);
}

/** The prompt asks for two passages, and the injection replaces the second. */
const withInjection = (found: readonly string[], injection: readonly string[]): string[] =>
  injection.length > 0 ? [...found.slice(0, 1), ...injection] : [...found];

/** Everything that asks for a label, from its first sentence to its last, as one passage. */
function injectionIn(transcript: string, sentences: readonly string[]): string[] {
  const asking = sentences.filter(asksForLabel);
  const last = asking.at(-1) ?? '';
  const start = transcript.indexOf(asking[0] ?? '');
  return last === '' ? [] : [transcript.slice(start, transcript.lastIndexOf(last) + last.length)];
}

/**
 * Tells whether a text speaks to a grader, even where its words are spaced out, in other character widths or
 * with invisible characters between them.
 */
export function asksForLabel(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  return instruction.test(plain) || instruction.test(plain.replace(/\s/gu, ''));
}

const instruction =
  /ignore|instruction|system\s*(?:message|prompt|override|:|>)|prompt|covered|full\s*marks|100\s*points|everything\s*as|fully\s*explained|무시|지시|시스템\s*(?:지시|프롬프트|메시지)|프롬프트|만점|100\s*점|채점|표시하|표시해|처리해|다룬\s*것으로|설명한\s*것으로|판단해\s*주/i;
