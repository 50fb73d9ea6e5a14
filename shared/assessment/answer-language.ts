export type AnswerLanguage = 'ko' | 'en';

/** The language of a talk: Korean unless it is mostly in Latin letters. */
export function languageOf(transcript: string): AnswerLanguage {
  const hangul = transcript.normalize('NFC').match(/\p{Script=Hangul}/gu)?.length ?? 0;
  const latin = transcript.match(/\p{Script=Latin}/gu)?.length ?? 0;
  // One syllable block stands for two to three Latin letters.
  return latin > hangul * 2.5 ? 'en' : 'ko';
}

/** The words by which a prompt names the language of its answer. */
export const languageNames = { ko: 'Korean (polite 해요 style)', en: 'English' } as const;
