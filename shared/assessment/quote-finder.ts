import { align } from './quotes/alignment.ts';
import { isUncut, type SaidText, standsAsWords } from './quotes/boundaries.ts';
import { candidateWindows, type PairIndex, pairIndex } from './quotes/candidate-windows.ts';
import { equivalents, type Reading, reading } from './quotes/equivalents.ts';
import { fillersOf, placesOf } from './quotes/fillers.ts';
import { isSmallRepair, repairCosts } from './quotes/small-repairs.ts';
import { type Span, type SpokenText, spokenText } from './quotes/spoken-text.ts';

export type { Span } from './quotes/spoken-text.ts';

/** A shorter quote is no passage, however exact it is. */
const leastLetters = 2;

/** A quote of this length can be recognised in spite of some noise. */
const approximateLetters = 8;

/** A longer text is no quote, and would take long to align. */
const quoteMaximumLetters = 400;

/** How far apart the parts of a quote with dots in it may stand. */
const ellipsisMaximumCharacters = 200;
const ellipsis = /…|⋯|\.{2,}|·{2,}|\(중략\)|\[\s*\.*\s*\]/u;

/** A small model puts the key point's name before the words. */
const heading = /^[^:：]{1,30}[:：]\s/u;

export interface QuoteFinder {
  /** Finds where the quote stands in the original transcript; undefined where it was not said. */
  find(quote: string): Span | undefined;
}

/**
 * Finds in a transcript what a model claims was said, whatever the recogniser and the model did to the
 * spelling. It remembers what it was asked, because searching for words that nobody said takes long.
 */
export function quoteFinder(transcript: string): QuoteFinder {
  const remembered = new Map<string, Span | undefined>();
  const text = spokenText(transcript);
  const prepared = new PreparedTranscript(text, transcript);
  const find = (quote: string) => {
    const whole = spokenText(quote);
    if (!isPassage(whole)) return undefined;
    // The dots may be the talk's own: a pause that the recogniser wrote.
    const found = prepared.findOne(whole);
    const parts = found ? [] : quote.split(ellipsis).map(spokenText).filter(isPassage);
    return parts.length > 1 ? prepared.findParts(parts) : found;
  };
  return {
    find(quote) {
      if (remembered.has(quote)) return remembered.get(quote);
      const inLetters =
        find(quote) ?? (heading.test(quote) ? find(quote.replace(heading, '')) : undefined);
      const found = inLetters && inSource(text, inLetters);
      remembered.set(quote, found);
      return found;
    },
  };
}

const isPassage = ({ letters }: SpokenText): boolean =>
  letters.length >= leastLetters && letters.length <= quoteMaximumLetters;

function inSource(text: SpokenText, { start, end }: Span): Span {
  return { start: text.starts[start] ?? 0, end: text.ends[end - 1] ?? 0 };
}

/** Everything that a search needs of a transcript, prepared when it is first needed. */
class PreparedTranscript implements SaidText {
  readonly text: SpokenText;
  readonly source: string;
  #reading: Reading | undefined;
  #pairs: PairIndex | undefined;
  #fillers: readonly Span[] | undefined;

  constructor(text: SpokenText, source: string) {
    this.text = text;
    this.source = source;
  }

  findOne(quote: SpokenText): Span | undefined {
    return this.exactPlaces(quote)[0] ?? this.nearestPlace(quote);
  }

  /**
   * Finds all parts in their order, as close together as possible; undefined where one is missing or
   * too far off.
   */
  findParts(parts: readonly SpokenText[]): Span | undefined {
    const [first, ...others] = parts.map((part) => {
      const exact = this.exactPlaces(part);
      const near = exact.length === 0 ? this.nearestPlace(part) : undefined;
      return near ? [near] : exact;
    });
    let best: Span | undefined;
    for (const start of first ?? []) {
      let whole: Span | undefined = start;
      for (const places of others) {
        const end: number = whole.end;
        const next = places.find((place) => place.start >= end);
        whole =
          next && this.isWithinReach(end, next.start) ? { ...whole, end: next.end } : undefined;
        if (!whole) break;
      }
      if (whole && (!best || whole.end - whole.start < best.end - best.start)) best = whole;
    }
    return best;
  }

  private isWithinReach(end: number, start: number): boolean {
    const { starts, ends } = this.text;
    return (starts[start] ?? 0) - (ends[end - 1] ?? 0) <= ellipsisMaximumCharacters;
  }

  private exactPlaces({ letters }: SpokenText): Span[] {
    return placesOf(letters, this.text.letters)
      .map((start) => ({ start, end: start + letters.length }))
      .filter((span) => this.stands(span, letters.length));
  }

  private stands(span: Span, quoteLength: number): boolean {
    return (
      isUncut(this, span) && (quoteLength >= approximateLetters || standsAsWords(this.text, span))
    );
  }

  /**
   * Finds the nearest passage. Short quotes may differ in how a number or a word is written, longer
   * ones also by small repairs.
   */
  private nearestPlace(quote: SpokenText): Span | undefined {
    this.#reading ??= reading(this.text);
    this.#pairs ??= pairIndex(this.text.letters);
    this.#fillers ??= fillersOf(this.text);
    const same = equivalents(reading(quote), this.#reading);
    const transcript = { length: this.text.letters.length, pairs: this.#pairs };
    const quoteFillers = fillersOf(quote);
    const found = candidateWindows(quote.letters, transcript, same)
      .map((window) =>
        align({
          quoteLength: quote.letters.length,
          window,
          costs: repairCosts(quote, this.text),
          equivalents: same,
          quoteFillers,
          transcriptFillers: this.#fillers ?? [],
        }),
      )
      .filter(
        ({ span, cost }) =>
          span.start < span.end &&
          this.stands(span, quote.letters.length) &&
          (cost === 0 || quote.letters.length >= approximateLetters),
      )
      .filter((alignment) => isSmallRepair(alignment, quote, this.text));
    return found.sort((a, b) => a.cost - b.cost)[0]?.span;
  }
}

/** How much of a talk without punctuation is added to a passage on each side. */
const widenedMaximumCharacters = 40;

const sentenceEnd = /[.!?…。！？]{1,6}(?=["'”’)\]]*(?:\s|$))|\n/gu;

/**
 * Widens a passage by the rest of its sentence, so that its pronouns refer to something: at most 40
 * characters on each side, cut between words. A talk without punctuation is one sentence, and its more
 * distant words stay out.
 */
export function widened(transcript: string, span: Span): string {
  const before = transcript.slice(0, span.start);
  const after = transcript.slice(span.end);
  let sentenceStart = 0;
  for (const { 0: mark, index } of before.matchAll(sentenceEnd)) {
    // A mark right before the passage ends the previous sentence; the look-ahead sees the end of the
    // slice.
    sentenceStart = index + mark.length;
  }
  const closing = sentenceEnd.exec(after);
  sentenceEnd.lastIndex = 0;
  const sentenceStop = closing ? closing.index + closing[0].length : after.length;
  return (
    lastWords(before.slice(sentenceStart)) +
    transcript.slice(span.start, span.end) +
    firstWords(after.slice(0, sentenceStop))
  ).trim();
}

function firstWords(text: string): string {
  if (text.length <= widenedMaximumCharacters) return text;
  const cut = text.slice(0, widenedMaximumCharacters + 1);
  const space = cut.search(/\s\S*$/u);
  return space >= 0 ? cut.slice(0, space) : wellCut(cut.slice(0, widenedMaximumCharacters));
}

function lastWords(text: string): string {
  if (text.length <= widenedMaximumCharacters) return text;
  const cut = text.slice(-widenedMaximumCharacters - 1);
  const space = cut.search(/\s/u);
  return space >= 0 ? cut.slice(space) : wellCut(cut.slice(1));
}

/** A talk without spaces has no words to cut between, but half a surrogate pair is still dropped. */
function wellCut(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/u, '').toWellFormed();
}
