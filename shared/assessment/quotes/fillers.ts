import { runsOf, type Span, type SpokenText, wordEnd } from './spoken-text.ts';

const hesitation = /^(?:음+|어+|아+|에+|으+음*|흠+|u+m+|u+h+|e+r+m*|h+m+)$/;

/** Words that a speaker and a model drop or add without saying anything by it. No number, no 네. */
const fillerWords = new Set(
  '그 저 저기 뭐 뭐지 뭐냐 글쎄 있잖아 막 자 이제 인제 그러니까 그니까 그냥 좀 약간 있잖아요 뭐랄까 말하자면 like the a an of so well actually basically really right okay ok yeah just youknow imean kindof sortof'.split(
    ' ',
  ),
);

/** Said twice it may be a slip or a second negation. */
const negationWord = /^(?:안|못|not|no|never)$/;

function isFiller(word: string): boolean {
  return hesitation.test(word) || fillerWords.has(word);
}

/** Where fillers stand, alone or two words to one, and words that are said again at once. */
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

/** Where a recogniser ran everything together, a filler can only be told by its syllable. */
export function isHesitationSyllable(letter: string | undefined): boolean {
  return letter === '음' || letter === '어' || letter === '그';
}

/** Longer than any word: the spaces are lost here. */
const longestWordLetters = 16;

/** Whether the recogniser left the spaces out around this letter, so that no boundary can be told. */
export function hasLostItsSpaces(text: SpokenText, index: number): boolean {
  let start = index;
  while (start > 0 && !text.opensWord[start] && index - start <= longestWordLetters) start--;
  let end = index + 1;
  while (!text.opensWord[end] && end - start <= longestWordLetters) end++;
  return end - start > longestWordLetters;
}

/** All places where `needle` stands, overlapping ones too. */
export function placesOf(needle: string, letters: string): number[] {
  const places: number[] = [];
  if (needle === '') return places;
  for (let at = letters.indexOf(needle); at >= 0; at = letters.indexOf(needle, at + 1)) {
    places.push(at);
  }
  return places;
}

export const latinWords = (letters: string) => runsOf(letters, /[a-z]+/g);
