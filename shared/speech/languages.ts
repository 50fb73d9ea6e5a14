import type { HeardSpeech } from './speech-to-text.ts';

/** The code of each language by the names that recognisers return for it. */
const codesByName: Readonly<Record<string, string>> = {
  korean: 'ko',
  kor: 'ko',
  english: 'en',
  eng: 'en',
  japanese: 'ja',
  jpn: 'ja',
  chinese: 'zh',
  mandarin: 'zh',
  zho: 'zh',
  cmn: 'zh',
  russian: 'ru',
  rus: 'ru',
};

/** Languages that can be told apart by their script alone. */
const scripts = {
  ko: /\p{Script=Hangul}/gu,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  zh: /\p{Script=Han}/gu,
  ru: /\p{Script=Cyrillic}/gu,
  en: /\p{Script=Latin}/gu,
} as const;

type KnownCode = keyof typeof scripts;
const knownCodes: readonly KnownCode[] = ['ko', 'ja', 'zh', 'ru', 'en'];

/** With fewer letters than this, nobody can tell a language. */
const tellingLetters = 12;
/** A Korean talk may use English for half of its terms. */
const ownScriptShare = 0.3;
const expectedScriptShare = 0.6;

const englishWords = new Set(
  'the of and that this to are with it we you for when so which there can from have not'.split(' '),
);
const englishShare = 0.08;
const tellingWords = 8;

/**
 * The language that a text is written in, as far as its script tells. Latin letters count as English.
 */
export function languageOfWriting(text: string): KnownCode {
  return knownCodes.find((code) => code !== 'en' && lettersOf(text, code) > 1) ?? 'en';
}

/**
 * Whether a talk was heard in one of the languages that it may have been given in. Both the
 * recogniser's own word and the script of the text are considered, since either may be wrong.
 */
export function isInLanguages(
  { text, language }: Pick<HeardSpeech, 'text' | 'language'>,
  expected: readonly string[],
): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < tellingLetters) return true;
  const share = (code: KnownCode) => lettersOf(text, code) / letters;
  const codes = knownCodes.filter((code) => expected.includes(code));
  if (codes.some((code) => code !== 'en' && share(code) >= ownScriptShare)) return true;
  if (codes.length === 0) return true;
  if (codes.reduce((sum, code) => sum + share(code), 0) < expectedScriptShare) return false;
  if (isEnglish(text)) return expected.includes('en');
  const stated = codeOf(language);
  return stated === undefined
    ? (text.match(/\p{L}+/gu)?.length ?? 0) < tellingWords
    : expected.includes(stated);
}

const lettersOf = (text: string, code: KnownCode): number => text.match(scripts[code])?.length ?? 0;

/** Half of the world writes Latin letters, so English is recognised by its commonest words. */
function isEnglish(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const common = words.filter((word) => englishWords.has(word));
  return common.length / Math.max(1, words.length) >= englishShare;
}

/** Maps `Korean`, `ko`, `ko-KR` and `kor` to the same code. */
function codeOf(language: string | undefined): string | undefined {
  const name = language?.trim().toLowerCase().split(/[-_]/)[0];
  return name ? (codesByName[name] ?? name) : undefined;
}
