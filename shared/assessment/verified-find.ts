import type { KeyPoint } from '../catalog/topic.ts';
import { answerLimits } from './answer-limits.ts';
import type { FoundInTalk } from './find-passages.ts';
import { passagesThatStand } from './passages.ts';
import type { QuoteFinder, Span } from './quote-finder.ts';

/**
 * The part of a find that was really said, by its positions. The words themselves are in the
 * transcript, which is stored beside it.
 */
export interface VerifiedFind {
  /** The passages of each key point in catalog order. */
  readonly passages: readonly (readonly Span[])[];
  readonly misconceptions: readonly (Span & { readonly correction: string })[];
  readonly strengths: readonly string[];
  readonly nextSteps: readonly string[];
}

export const nothingFound: VerifiedFind = {
  passages: [],
  misconceptions: [],
  strengths: [],
  nextSteps: [],
};

/** The find for an answer to a pupil: the whole answer is one passage. */
export function wholeAsFound(keyPoints: readonly KeyPoint[], transcript: string): VerifiedFind {
  return { ...nothingFound, passages: keyPoints.map(() => [{ start: 0, end: transcript.length }]) };
}

/** The find for quotes that were verified before, in the order of the transcript. */
export function quotedAsFound(
  keyPoints: readonly KeyPoint[],
  transcript: string,
  quotes: readonly string[],
): VerifiedFind {
  const spans = quotes.flatMap((quote): Span[] => {
    const start = transcript.indexOf(quote);
    return start < 0 || quote === '' ? [] : [{ start, end: start + quote.length }];
  });
  return { ...nothingFound, passages: keyPoints.map(() => spans) };
}

export function verifiedFind(
  found: FoundInTalk,
  keyPoints: readonly KeyPoint[],
  finder: QuoteFinder,
): VerifiedFind {
  return {
    passages: passagesThatStand(keyPoints, found.passages, finder),
    misconceptions: found.misconceptions
      .flatMap(({ quote, correction }) => {
        const span = finder.find(quote);
        return span ? [{ start: span.start, end: span.end, correction }] : [];
      })
      .slice(0, answerLimits.listItems),
    strengths: found.strengths,
    nextSteps: found.nextSteps,
  };
}
