/** Recognised speech may come without full stops; nothing longer is quoted as one sentence. */
const MAXIMUM_SENTENCE_CHARACTERS = 200;

/** Sentences in order, each an exact piece of the text without surrounding white space. */
export function sentencesOf(text: string): string[] {
  // A full stop inside a number or an abbreviation is not followed by white space.
  return text
    .split(/(?<=[.!?。！？…])\s+|\n+/u)
    .flatMap(pieces)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** An over-long sentence is cut at white space, where there is any. */
function pieces(sentence: string): string[] {
  const cut: string[] = [];
  let rest = sentence;
  while (rest.length > MAXIMUM_SENTENCE_CHARACTERS) {
    const space = rest.lastIndexOf(' ', MAXIMUM_SENTENCE_CHARACTERS);
    const at = space > 0 ? space : MAXIMUM_SENTENCE_CHARACTERS;
    cut.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...cut, rest];
}

/** By script: Korean unless the talk is mostly in Latin letters. */
export function languageOf(text: string): 'ko' | 'en' {
  const hangul = text.match(/\p{Script=Hangul}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  // One syllable block stands for two to three Latin letters.
  return latin > hangul * 2.5 ? 'en' : 'ko';
}
