/** Where words stand in a text, in UTF-16 offsets: from `start` up to but not including `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A text as it sounds: only letters and digits, composed and in lower case. Spacing and punctuation are
 * noise of the recogniser and are left out, except where they change a number.
 */
export interface SpokenText {
  readonly letters: string;
  /** The position of each letter in the original text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /**
   * Whether a word begins at this letter. The list has one entry more than there are letters; the last
   * one is true.
   */
  readonly opensWord: readonly boolean[];
  /** False where a recogniser wrote only words. */
  readonly hasPunctuation: boolean;
}

/** A base character with everything that composes with it: Hangul as separate jamo, accents. */
const clusters = /[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*|[^\p{M}]\p{M}*|\p{M}+/gsu;
const letterOrDigit = /[\p{L}\p{N}]/u;
const insideWord = /[\p{Cf}'’]/u;
const keptSymbols = /[=%+×÷]/;

/**
 * Separates two numbers that stand side by side: 1/2 is not 12. It costs nothing where it is missing.
 */
export const numberSeparator = '/';

export function spokenText(text: string): SpokenText {
  let letters = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const opensWord: boolean[] = [];
  let isWordOpen = false;
  let sincePreviousLetter = '';
  const push = (letter: string, start: number, end: number) => {
    for (const unit of letter.split('')) {
      letters += unit;
      starts.push(start);
      ends.push(end);
      opensWord.push(!isWordOpen);
      isWordOpen = true;
    }
  };
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    const end = index + cluster.length;
    for (const letter of cluster.normalize('NFKC').toLowerCase()) {
      if (!letterOrDigit.test(letter) && !keptSymbols.test(letter)) {
        sincePreviousLetter += letter;
        if (!insideWord.test(letter)) isWordOpen = false;
        continue;
      }
      if (isDigit(letter) && isDigit(letters.at(-1)) && sincePreviousLetter !== '') {
        const at = starts.length - 1;
        if (sincePreviousLetter === '.') push('.', starts[at] ?? 0, end);
        else if (sincePreviousLetter !== ',') push(numberSeparator, starts[at] ?? 0, end);
      }
      push(letter, index, end);
      sincePreviousLetter = '';
    }
  }
  opensWord.push(true);
  return { letters, starts, ends, opensWord, hasPunctuation: /[.,!?…]/u.test(text) };
}

export function isDigit(letter: string | undefined): boolean {
  return letter !== undefined && letter >= '0' && letter <= '9';
}

export function isHangul(letter: string | undefined): boolean {
  return letter !== undefined && letter >= '가' && letter <= '힣';
}

export function isLatin(letter: string | undefined): boolean {
  return letter !== undefined && letter >= 'a' && letter <= 'z';
}

/** The end of the word that contains letter `index`. */
export function wordEnd(text: SpokenText, index: number): number {
  let end = index + 1;
  while (!text.opensWord[end]) end++;
  return end;
}

/** The start of the word that contains letter `index`. */
export function wordStart(text: SpokenText, index: number): number {
  let start = index;
  while (start > 0 && !text.opensWord[start]) start--;
  return start;
}

/** Finds runs of one kind of letter, such as Latin words or numbers. */
export function runsOf(letters: string, pattern: RegExp): { text: string; span: Span }[] {
  return [...letters.matchAll(pattern)].map(({ 0: text, index }) => ({
    text,
    span: { start: index, end: index + text.length },
  }));
}
