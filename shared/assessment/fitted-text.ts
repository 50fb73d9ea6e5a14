/** The published app's boxes hold this much Korean text; longer texts overlap each other. */
export const fittedMaximumCharacters = 160;

/**
 * Five lines of those boxes, in widths of a Hangul syllable: 160 characters of usual Korean, a fifth of
 * them spaces, need as much. Only a text without spaces reaches this limit before the other.
 */
const maximumWidth = 130;
const widthOfSpace = 0.25;
const widthOfLatin = 0.6;

const cutMark = '…';

/**
 * Makes one line of at most `maximum` characters from a text: as many of its first sentences as fit, or
 * the beginning of a first sentence that is too long, cut between words.
 *
 * Characters are counted in UTF-16 units, the longest way to count, so that the text fits by every
 * other.
 */
export function fittedText(text: string, maximum: number = fittedMaximumCharacters): string {
  const line = oneLine(text);
  if (fits(line, maximum)) return line;
  let fitted = '';
  for (const sentence of sentencesOf(text)) {
    const longer = fitted ? `${fitted} ${sentence}` : sentence;
    if (!fits(longer, maximum)) break;
    fitted = longer;
  }
  return fitted || cutBetweenWords(line, maximum);
}

/**
 * Joins the sentences that fit together, in order. One that does not fit leaves its place to the next.
 */
export function sentencesThatFit(
  sentences: readonly string[],
  maximum: number = fittedMaximumCharacters,
): string {
  let fitted = '';
  for (const sentence of sentences.map(oneLine).filter(Boolean).map(ended)) {
    const longer = fitted ? `${fitted} ${sentence}` : fittedText(sentence, maximum);
    if (fits(longer, maximum)) fitted = longer;
  }
  return fitted;
}

function fits(line: string, maximum: number): boolean {
  return line.length <= maximum && widthOf(line) <= maximumWidth;
}

function widthOf(line: string): number {
  let width = 0;
  for (const character of line) {
    width += character === ' ' ? widthOfSpace : character <= '\u024f' ? widthOfLatin : 1;
  }
  return width;
}

function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .toWellFormed()
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .map(endedUnlessLast)
    .join(' ');
}

/**
 * Ends a line with a full stop where the next line follows, so that a heading or list item does not run
 * into it.
 */
function endedUnlessLast(line: string, index: number, lines: readonly string[]): string {
  return index === lines.length - 1 ? line : ended(line);
}

function ended(sentence: string): string {
  return /[.!?。！？…:]["'”’)\]]*$/.test(sentence) ? sentence : `${sentence}.`;
}

/** A segmenter is expensive to make and seldom needed: only for a text that does not fit. */
function segmentsOf(text: string, granularity: 'sentence' | 'word' | 'grapheme'): string[] {
  return Array.from(
    new Intl.Segmenter('ko', { granularity }).segment(text),
    ({ segment }) => segment,
  );
}

function sentencesOf(text: string): string[] {
  return segmentsOf(oneLine(text), 'sentence').map((sentence) => sentence.trim());
}

/**
 * Cuts a line between words. A single word that is too long is cut between what people see as
 * characters.
 */
function cutBetweenWords(line: string, maximum: number): string {
  const words = beginning(segmentsOf(line, 'word'), maximum).replace(
    /[\s\p{Ps}\p{Pi},;:·-]+$/u,
    '',
  );
  return (words || beginning(segmentsOf(line, 'grapheme'), maximum)) + cutMark;
}

/** The first segments that leave space for the mark after them. */
function beginning(segments: readonly string[], maximum: number): string {
  let text = '';
  for (const segment of segments) {
    if (!fits(text + segment + cutMark, maximum)) break;
    text += segment;
  }
  return text;
}
