import { translationsOf } from './glossary.ts';

/** These are always particles or endings, so they are cut however short the rest is. */
const certainEndings =
  /(?:이라고도|이라고|라고도|라고|에서는|에서도|으로는|으로써|으로|에서|에게|까지|부터|처럼|보다|마다|입니다|합니다|됩니다|습니다|한다|하는|하고|하면|하며|하여|해서|했다|하기|하지|된다|되는|되고|되면|되어|돼서|을|를|는|에)$/u;
/** Many nouns also end like these particles, so they are cut only where two syllables are left. */
const possibleEndings = /(?:이나|이며|이고|이다|인데|은|이|가|의|와|과|도|만|로|할|해|될)$/u;
const englishEndings = /(?:ings?|edly|ed|es|ly|s)$/;

const stopWords = new Set(
  (
    '있다 있는 있고 없다 없는 그리고 그래서 그런데 하지만 때문 경우 이것 그것 모든 어떤 이런 그런 다른 대해 통해 위해 ' +
    'about also because been does each from have into more most much only other some such than ' +
    'that them then there these they this those very what when where which while will with would your'
  ).split(' '),
);

/** The distinct stems of a text that carry meaning, in order of first use. */
export function wordsOf(text: string): string[] {
  const tokens = text.normalize('NFC').match(/O\([^)]{1,12}\)|[\p{L}\p{N}]+/giu) ?? [];
  return [...new Set(tokens.map(stemOf).filter((stem) => stem !== ''))];
}

export const occursIn = (word: string, stems: readonly string[]): boolean => {
  const forms = [word, ...translationsOf(word)];
  return stems.some((stem) => forms.some((form) => sameStem(form, stem)));
};

function stemOf(token: string): string {
  const word = isComplexity(token) ? token.replaceAll(/\s/g, '') : token.toLowerCase();
  if (isComplexity(word)) return word;
  if (isHangul(word)) {
    const certain = word.replace(certainEndings, '');
    const shortened = certain === word ? word.replace(possibleEndings, '') : certain;
    const stem = shortened.length < 2 && certain === word ? word : shortened;
    return stem.length >= 2 && !stopWords.has(stem) ? stem : '';
  }
  if (word.length < 4 || stopWords.has(word)) return '';
  const stem = word.replace(englishEndings, '');
  return stem.length >= 4 ? stem : word;
}

/**
 * Compares the beginnings: two syllables of Korean or four letters have to agree, and most of the shorter
 * word.
 */
function sameStem(a: string, b: string): boolean {
  if (a === b) return true;
  if (isComplexity(a) || isComplexity(b)) return a.toLowerCase() === b.toLowerCase();
  const shorter = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < shorter && a[shared] === b[shared]) shared += 1;
  return shared >= (isHangul(a) ? 2 : 4) && shared >= shorter * 0.66;
}

const isComplexity = (word: string): boolean => /^O\(/i.test(word);
const isHangul = (word: string): boolean => /\p{Script=Hangul}/u.test(word);
