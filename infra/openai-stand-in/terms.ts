import type { Language } from './feedback-texts.ts';

const termCount = 3;

/** Three terms of a text: its most frequent nouns, then words of its title. */
export function termsOf(title: string, text: string, language: Language): string[] {
  const inText = language === 'en' ? englishNouns(text) : koreanNouns(text);
  const inTitle = title.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const ofAnyTalk = language === 'en' ? ['meaning', 'reason', 'example'] : ['뜻', '까닭', '예'];
  return [...new Set([...inText, ...inTitle, ...ofAnyTalk])].slice(0, termCount);
}

/** Takes each word before a particle for a noun. */
function koreanNouns(text: string): string[] {
  const nouns = text.matchAll(
    /([\p{Script=Hangul}\p{Script=Latin}\p{N}]{2,12}?)(?:은|는|이|가|을|를|의|와|과|에서|에|으로|로)(?=[\s,.])/gu,
  );
  return byFrequency(
    [...nouns].map(([, noun = '']) => noun).filter((noun) => !/[지하되으]$/u.test(noun)),
  );
}

const common = new Set('which their there where about other these those would because'.split(' '));

function englishNouns(text: string): string[] {
  const words = text.toLowerCase().match(/\p{Script=Latin}{5,}/gu) ?? [];
  return byFrequency(words.filter((word) => !common.has(word) && !/ly$|ing$|ed$/.test(word)));
}

function byFrequency(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([word]) => word);
}
