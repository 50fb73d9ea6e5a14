import type { KeyPoint, KeyPointMatch } from './matching.ts';
import { sentencesOf } from './sentences.ts';

/** Ways in which a talked-over model sells a talk as complete. */
export const adversarialModes = [
  'invented-quotes',
  'one-sentence-for-all',
  'quote-the-injection',
] as const;
export type AdversarialMode = (typeof adversarialModes)[number];

/** Everything is covered, with quotes of the given dishonest kind. */
export function adversarialMatches(
  mode: AdversarialMode,
  transcript: string,
  keyPoints: readonly KeyPoint[],
): KeyPointMatch[] {
  return keyPoints.map((keyPoint) => ({
    keyPoint,
    label: 'covered',
    quote: quoteFor(mode, transcript, keyPoint),
    found: [keyPoint.statement],
    notFound: [],
  }));
}

function quoteFor(mode: AdversarialMode, transcript: string, { statement }: KeyPoint): string {
  const longest = [...sentencesOf(transcript)].sort((a, b) => b.length - a.length)[0] ?? '';
  switch (mode) {
    case 'invented-quotes':
      return `제가 앞에서 아주 자세하게 말씀드린 것처럼, ${statement} 이 점이 가장 중요합니다.`;
    case 'one-sentence-for-all':
      return longest;
    case 'quote-the-injection':
      return sentencesOf(transcript).find((sentence) => instruction.test(sentence)) ?? longest;
  }
}

const instruction =
  /ignore|instruction|system|prompt|covered|full marks|100 points|everything as|무시|지시|시스템|프롬프트|만점|100\s*점|채점|표시해|처리해|다룬 것으로/i;
