import { runsOf, type Span, type SpokenText, wordEnd } from './spoken-text.ts';

const hesitation = /^(?:음+|어+|아+|에+|으+음*|흠+|u+m+|u+h+|e+r+m*|h+m+)$/;

/**
 * Words that a speaker or a model drops or adds without changing the meaning. There is no number among
 * them, and no 네.
 */
const fillerWords = new Set(
  '그 저 저기 뭐 뭐지 뭐냐 글쎄 있잖아 막 자 이제 인제 그러니까 그니까 그냥 좀 약간 있잖아요 뭐랄까 말하자면 like the a an of so well actually basically really right okay ok yeah just youknow imean kindof sortof'.split(
    ' ',
  ),
);

/** A repeated word of this kind may be a slip or a second negation. */
const negationWord = /^(?:안|못|not|no|never)$/;

function isFiller(word: string): boolean {
  return hesitation.test(word) || fillerWords.has(word);
}

/** Finds fillers of one or two words, and words that are repeated at once. */
export function fillersOf(text: SpokenText): Span[] {
  const words: Span[] = [];
  for (let start = 0; start < text.letters.length; start = wordEnd(text, start)) {
    words.push({ start, end: wordEnd(text, start) });
  }
  const letters = ({ start, end }: Span) => text.letters.slice(start, end);
  return words.flatMap((word, index) => {
    const next = words[index + 1];
    const found: Span[] = [];
    const said = letters(word);
    const isSaidAgain = next && letters(next) === said && !negationWord.test(said);
    if (isFiller(said) || isSaidAgain) found.push(word);
    if (next && isFiller(said + letters(next))) found.push({ start: word.start, end: next.end });
    return found;
  });
}

/** Where a recogniser ran everything together, a filler can only be recognised by its syllable. */
export function isHesitationSyllable(letter: string | undefined): boolean {
  return letter === '음' || letter === '어' || letter === '그';
}

/** This is longer than any word: the spaces are lost here. */
const longestWordLetters = 16;

/** Whether the recogniser left out the spaces around this letter, so that no boundary can be seen. */
export function hasLostItsSpaces(text: SpokenText, index: number): boolean {
  let start = index;
  while (start > 0 && !text.opensWord[start] && index - start <= longestWordLetters) start--;
  let end = index + 1;
  while (!text.opensWord[end] && end - start <= longestWordLetters) end++;
  return end - start > longestWordLetters;
}

/** Finds all positions of `needle`, overlapping ones too. */
export function placesOf(needle: string, letters: string): number[] {
  const places: number[] = [];
  if (needle === '') return places;
  for (let at = letters.indexOf(needle); at >= 0; at = letters.indexOf(needle, at + 1)) {
    places.push(at);
  }
  return places;
}

export const latinWords = (letters: string) => runsOf(letters, /[a-z]+/g);
