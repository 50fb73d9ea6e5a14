import type { Equivalent } from './alignment.ts';
import { type Ending, endingsOf } from './endings.ts';
import { latinWords, placesOf } from './fillers.ts';
import {
  type HangulSkeleton,
  hangulSkeleton,
  type Loanword,
  loanword,
  soundsLike,
  spelledInHangul,
} from './loanwords.ts';
import {
  fractionReadings,
  numberReadings,
  numbersInDigits,
  numbersSideBySide,
  numbersWithUnits,
  ordinalNumbers,
  ordinalReadings,
  withoutUnits,
} from './number-readings.ts';
import { isDigit, numberSeparator, runsOf, type Span, type SpokenText } from './spoken-text.ts';

const symbolReadings: Readonly<Record<string, readonly string[]>> = {
  '%': ['퍼센트', '프로', '퍼센트포인트', 'percent'],
  '=': ['은', '는', '이퀄', '이콜', 'equals', 'isequalto'],
  '+': ['더하기', '플러스', 'plus'],
  '×': ['곱하기', '곱', 'times'],
  '÷': ['나누기', 'dividedby'],
};

/**
 * Something written in digits, symbols or Latin letters, and the other ways in which it may be said.
 */
interface Written {
  readonly span: Span;
  readonly readings: readonly string[];
  readonly loanword?: Loanword | undefined;
}

/** A text with everything in it that may be written in one way and said in another. */
export interface Reading {
  readonly text: SpokenText;
  readonly written: readonly Written[];
  readonly hangul: HangulSkeleton;
  readonly endings: readonly Ending[];
  /** The places of each loanword that was searched for before: terms occur again in every quote. */
  readonly heard: Map<Loanword, readonly Span[]>;
}

export function reading(text: SpokenText): Reading {
  const { letters } = text;
  return {
    text,
    written: [...numbers(letters), ...symbols(letters), ...words(text)],
    hangul: hangulSkeleton(letters),
    endings: endingsOf(text),
    heard: new Map(),
  };
}

/**
 * Pairs the stretches of two texts that say the same thing: numbers in digits or words, symbols, and
 * loanwords in either script.
 */
export function equivalents(quote: Reading, transcript: Reading): Equivalent[] {
  const swapped = pairs(transcript, quote).map(([inTranscript, inQuote]) => ({
    quote: inQuote,
    transcript: inTranscript,
  }));
  const straight = pairs(quote, transcript).map(([inQuote, inTranscript]) => ({
    quote: inQuote,
    transcript: inTranscript,
  }));
  return [...straight, ...swapped, ...sameEndings(quote, transcript)];
}

function heardAs(word: Loanword, { hangul, heard }: Reading): readonly Span[] {
  const known = heard.get(word) ?? soundsLike(word, hangul);
  heard.set(word, known);
  return known;
}

function sameEndings(quote: Reading, transcript: Reading): Equivalent[] {
  return quote.endings.flatMap((written) =>
    transcript.endings
      .filter(({ kind, letters }) => kind === written.kind && letters !== written.letters)
      .map((said) => ({ quote: written.span, transcript: said.span })),
  );
}

/** No talk has this many, but a text that is made to take long would. */
const pairsMaximum = 20_000;

function pairs(from: Reading, to: Reading): [Span, Span][] {
  const found: [Span, Span][] = [];
  const { letters } = to.text;
  for (const { span, readings, loanword: sound } of from.written) {
    if (found.length > pairsMaximum) break;
    for (const said of readings) {
      for (const start of placesOf(said, letters)) {
        const end = start + said.length;
        if (!splitsNumber(letters, { start, end })) found.push([span, { start, end }]);
      }
    }
    if (sound) {
      for (const heard of heardAs(sound, to)) found.push([span, heard]);
    }
  }
  return found;
}

/** Whether a stretch takes only a part of the digits that belong together. */
export function splitsNumber(letters: string, { start, end }: Span): boolean {
  const isPart = (index: number) => isDigit(letters[index]) || letters[index] === '.';
  return (
    (isPart(start - 1) && isDigit(letters[start])) || (isDigit(letters[end - 1]) && isPart(end))
  );
}

function numbers(letters: string): Written[] {
  const plain = runsOf(letters, numbersInDigits).map(({ text, span }) => ({
    span,
    readings: numberReadings(text),
  }));
  const withUnits = runsOf(letters, numbersWithUnits).map(({ text, span }) => {
    const digits = withoutUnits(text);
    return { span, readings: [digits, ...numberReadings(digits)] };
  });
  const fractions = runsOf(letters, numbersSideBySide).map(({ text, span }) => {
    const [numerator = '', denominator = ''] = text.split(numberSeparator);
    return { span, readings: fractionReadings([numerator, denominator]) };
  });
  const ordinals = runsOf(letters, ordinalNumbers).map(({ text, span }) => ({
    span,
    readings: ordinalReadings(text),
  }));
  return [...plain, ...withUnits, ...fractions, ...ordinals];
}

function symbols(letters: string): Written[] {
  return runsOf(letters, /[=%+×÷]/g).map(({ text, span }) => ({
    span,
    readings: symbolReadings[text] ?? [],
  }));
}

const loanwords = new Map<string, Loanword>();

/**
 * Patterns are kept for the latest words, because a topic's terms occur in every quote of a lecture.
 */
function knownLoanword(word: string): Loanword {
  const known = loanwords.get(word) ?? loanword(word);
  if (loanwords.size > 2_000) loanwords.clear();
  loanwords.set(word, known);
  return known;
}

/** Finds Latin words. Where the spaces are lost, a whole run is taken as one word. */
function words(text: SpokenText): Written[] {
  return latinWords(text.letters)
    .flatMap(({ span }) => splitAtWords(text, span))
    .map((span) => {
      const word = text.letters.slice(span.start, span.end);
      const spelled = spelledInHangul(word);
      return { span, readings: spelled ? [spelled] : [], loanword: knownLoanword(word) };
    });
}

function splitAtWords(text: SpokenText, { start, end }: Span): Span[] {
  const spans: Span[] = [];
  let from = start;
  for (let index = start + 1; index <= end; index++) {
    if (index < end && !text.opensWord[index]) continue;
    spans.push({ start: from, end: index });
    from = index;
  }
  return spans;
}
