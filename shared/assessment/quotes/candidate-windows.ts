import type { Equivalent } from './alignment.ts';
import type { Span } from './spoken-text.ts';

/** Pairs of letters that occur this often say nothing about where a quote stands. */
const commonPairMaximum = 150;
/** The share of a quote's letters that must vote for a window. */
const leastVotesShare = 0.2;
const windowMaximum = 3;
/** Fillers between all words of a passage lengthen it by at most this share. */
const roomShare = 0.8;
const roomLetters = 16;

/** The positions of each pair of neighbouring letters in a text. */
export type PairIndex = ReadonlyMap<string, readonly number[]>;

export function pairIndex(letters: string): PairIndex {
  const index = new Map<string, number[]>();
  for (let at = 0; at + 1 < letters.length; at++) {
    const pair = letters.slice(at, at + 2);
    const known = index.get(pair);
    if (known) known.push(at);
    else index.set(pair, [at]);
  }
  return index;
}

/**
 * Chooses the stretches of a transcript that are worth aligning with a quote: those where many of its
 * pairs of letters, numbers and loanwords stand at about the right distance from each other.
 */
export function candidateWindows(
  quoteLetters: string,
  transcript: { length: number; pairs: PairIndex },
  equivalents: readonly Equivalent[],
): Span[] {
  const room = Math.ceil(quoteLetters.length * roomShare) + roomLetters;
  const votes = new Map<number, number>();
  const vote = (offset: number, weight: number) => {
    const bucket = Math.floor(offset / room);
    votes.set(bucket, (votes.get(bucket) ?? 0) + weight);
  };
  for (let index = 0; index + 1 < quoteLetters.length; index++) {
    const places = transcript.pairs.get(quoteLetters.slice(index, index + 2)) ?? [];
    if (places.length > commonPairMaximum) continue;
    for (const place of places) vote(place - index, 1);
  }
  for (const { quote, transcript: said } of equivalents) {
    if (said.end - said.start < 2) continue;
    vote(said.start - quote.start, quote.end - quote.start);
  }
  const withNext = (bucket: number) => (votes.get(bucket) ?? 0) + (votes.get(bucket + 1) ?? 0);
  const byVotes = [...new Set([...votes.keys()].flatMap((bucket) => [bucket - 1, bucket]))]
    .filter((bucket) => withNext(bucket) >= quoteLetters.length * leastVotesShare)
    .sort((a, b) => withNext(b) - withNext(a));
  const chosen: number[] = [];
  for (const bucket of byVotes) {
    // The window of a neighbour has nearly the same words.
    if (chosen.every((other) => Math.abs(other - bucket) > 1)) chosen.push(bucket);
    if (chosen.length === windowMaximum) break;
  }
  return chosen.map((bucket) => ({
    start: Math.max(0, bucket * room - roomLetters),
    end: Math.min(transcript.length, (bucket + 3) * room + quoteLetters.length),
  }));
}
