/** Shorter quotes prove nothing: eight letters, digits or syllables. */
export const minimumQuoteLength = 8;

/** Share of a quote's characters that transcription noise may have changed. */
const toleratedNoise = 0.15;

/** Where a quote stands in the normalised transcript. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Letters and digits alone, lower case, composed: what is left when noise in spacing is ignored. */
export function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Finds a quote in a normalised transcript, allowing a small edit distance; undefined where it is
 * too short or was never said.
 */
export function findQuote(quote: string, normalisedTranscript: string): Span | undefined {
  const needle = normalised(quote);
  if (needle.length < minimumQuoteLength) return undefined;
  const exact = normalisedTranscript.indexOf(needle);
  if (exact >= 0) return { start: exact, end: exact + needle.length };
  return findApproximately(needle, normalisedTranscript);
}

/**
 * Sellers' algorithm: the substring of `haystack` nearest to `needle` by edit distance, with where
 * it starts carried along. O(needle × haystack).
 */
function findApproximately(needle: string, haystack: string): Span | undefined {
  const allowed = Math.floor(needle.length * toleratedNoise);
  if (allowed === 0) return undefined;
  let distances = Array.from({ length: needle.length + 1 }, (_, row) => row);
  let starts = new Array<number>(needle.length + 1).fill(0);
  let best: { span: Span; distance: number } | undefined;
  for (let column = 1; column <= haystack.length; column++) {
    const nextDistances = [0];
    const nextStarts = [column];
    for (let row = 1; row <= needle.length; row++) {
      const replaced =
        (distances[row - 1] ?? 0) + (needle[row - 1] === haystack[column - 1] ? 0 : 1);
      const left = (distances[row] ?? 0) + 1;
      const up = (nextDistances[row - 1] ?? 0) + 1;
      const least = Math.min(replaced, left, up);
      nextDistances.push(least);
      nextStarts.push(
        (least === replaced
          ? starts[row - 1]
          : least === left
            ? starts[row]
            : nextStarts[row - 1]) ?? 0,
      );
    }
    distances = nextDistances;
    starts = nextStarts;
    const distance = distances[needle.length] ?? allowed + 1;
    if (distance <= allowed && (!best || distance < best.distance)) {
      best = { span: { start: starts[needle.length] ?? 0, end: column }, distance };
    }
  }
  return best?.span;
}
