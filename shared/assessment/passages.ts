import type { KeyPoint } from '../catalog/topic.ts';
import { answerLimits } from './answer-limits.ts';
import { type QuoteFinder, type Span, widened } from './quote-finder.ts';

/** Words of a talk that speak to a key point, and where they stand in the transcript. */
export interface Passage extends Span {
  readonly quote: string;
  /** The quote with the rest of its sentence, which is what the judge sees. */
  readonly context: string;
}

export function passageAt({ start, end }: Span, transcript: string): Passage {
  return {
    start,
    end,
    quote: transcript.slice(start, end),
    context: widened(transcript, { start, end }),
  };
}

/** Separates the passages of one key point where they are shown as one quote. */
export const quoteSeparator = ' … ';

/** How many key points the same words may speak to. */
const keyPointsAPassage = 2;

/**
 * The part of a passage that surely belongs to it: a few characters at its edges may be its
 * neighbour's.
 */
function core({ start, end }: Span): Span {
  const edge = Math.min(3, Math.floor((end - start) / 4));
  return { start: start + edge, end: end - edge };
}

/**
 * Finds where the passages stand that were really said: the first two of each key point. The same words
 * may serve at most two key points. Beyond that, a key point first gives up a passage named second,
 * then one that is not its only passage, and then the lightest key point gives up its only one. This is
 * decided before anything is judged, so that no label has to be taken back later.
 */
export function passagesThatStand(
  keyPoints: readonly KeyPoint[],
  found: readonly (readonly string[])[],
  finder: QuoteFinder,
): readonly (readonly Span[])[] {
  const claims = keyPoints.flatMap(({ weight }, index) =>
    firstThatStand(found[index] ?? [], finder).map(
      (span, rank): Claim => ({ index, weight, rank, span }),
    ),
  );
  const standing = allotted(claims);
  return keyPoints.map((_, index) =>
    standing
      .filter((claim) => claim.index === index)
      .map(({ span: { start, end } }) => ({ start, end })),
  );
}

interface Claim {
  readonly index: number;
  readonly weight: number;
  /** 0 for the passage named first, which says most. */
  readonly rank: number;
  readonly span: Span;
}

/**
 * Finds the first passages that were said. Searching for words that nobody said takes longest, so the
 * search stops at two.
 */
function firstThatStand(quotes: readonly string[], finder: QuoteFinder): readonly Span[] {
  let standing: Span[] = [];
  for (const quote of quotes) {
    const span = finder.find(quote);
    if (span) standing = distinct([...standing, span]);
    if (standing.length === answerLimits.passages) break;
  }
  return standing;
}

/** Drops a passage that lies within another one of the same key point. */
function distinct(spans: readonly Span[]): Span[] {
  return spans.filter(
    (span, at) =>
      !spans.some(
        (other, otherAt) =>
          otherAt !== at &&
          other.start <= span.start &&
          other.end >= span.end &&
          (otherAt < at || other.end - other.start > span.end - span.start),
      ),
  );
}

function allotted(claims: readonly Claim[]): readonly Claim[] {
  for (const { span } of claims) {
    // Where three passages overlap, all of them contain the start of the one that begins last.
    const at = core(span).start;
    const sharing = claims.filter((other) => {
      const { start, end } = core(other.span);
      return start <= at && at < end;
    });
    if (new Set(sharing.map(({ index }) => index)).size > keyPointsAPassage) {
      const given = leastNeeded(sharing, claims);
      return allotted(claims.filter((claim) => claim !== given));
    }
  }
  return claims;
}

function leastNeeded(sharing: readonly Claim[], all: readonly Claim[]): Claim | undefined {
  const isAlone = ({ index }: Claim) => all.filter((claim) => claim.index === index).length === 1;
  return sharing.toSorted(
    (a, b) =>
      b.rank - a.rank ||
      Number(isAlone(a)) - Number(isAlone(b)) ||
      a.weight - b.weight ||
      b.index - a.index,
  )[0];
}
