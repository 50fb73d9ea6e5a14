import type { KeyPoint } from '../catalog/topics.ts';
import { answerLimits } from './answer-limits.ts';
import { type QuoteFinder, type Span, widened } from './quotes.ts';

/** Words of a talk that speak to a key point, as they stand in the transcript. */
export interface Passage extends Span {
  readonly quote: string;
  /** The same with what its sentence says around it: what the judge sees. */
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

/** Between the passages of one key point, where they are shown as one quote. */
export const quoteSeparator = ' … ';

/** How many key points the same words may speak to. */
const keyPointsAPassage = 2;

/** What a passage holds beyond doubt: a few characters at its edges may be its neighbour's. */
function core({ start, end }: Span): Span {
  const edge = Math.min(3, Math.floor((end - start) / 4));
  return { start: start + edge, end: end - edge };
}

/**
 * Where the passages stand that were really said, by key point, the first two of each. The same
 * words serve two key points at most: beyond that a key point gives up a passage named second, then
 * one beside which it has another, then the lightest key point its own. It is decided before anything
 * is judged, so that no label is taken back later.
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
  /** 0 for the passage named first: it says most. */
  readonly rank: number;
  readonly span: Span;
}

/** Looking for what nobody said takes longest: with two that stand, no more are looked for. */
function firstThatStand(quotes: readonly string[], finder: QuoteFinder): readonly Span[] {
  let standing: Span[] = [];
  for (const quote of quotes) {
    const span = finder.find(quote);
    if (span) standing = distinct([...standing, span]);
    if (standing.length === answerLimits.passages) break;
  }
  return standing;
}

/** Without a passage that lies within another one of the same key point. */
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
    // Where three passages overlap, they all hold the start of the last one to begin.
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
