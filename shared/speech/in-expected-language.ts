import { isInLanguages } from './languages.ts';
import { ProviderError } from './provider-error.ts';
import type { SpeechToText } from './speech-to-text.ts';

/**
 * Hears speech a second time, with its language set, where a recogniser took it for a language that
 * neither the topic nor the learner speaks: short or accented Korean was heard as Latin, Thai and
 * Hungarian. The first answer stays where the second is no better or does not come.
 */
export function inExpectedLanguage(speech: SpeechToText, clock: () => number): SpeechToText {
  return {
    transcribe: async (recording, limits) => {
      const startedAt = clock();
      const first = await speech.transcribe(recording, limits);
      const { terms = [], languages = [] } = limits.hints ?? {};
      const [language] = languages;
      if (!language || isInLanguages(first, languages)) return first;
      const again = await speech
        .transcribe(recording, {
          budgetMilliseconds: limits.budgetMilliseconds - (clock() - startedAt),
          hints: { terms, languages: [language] },
        })
        .catch((error: unknown) => {
          if (error instanceof ProviderError) return undefined;
          throw error;
        });
      return again && again.text !== '' && isInLanguages(again, languages) ? again : first;
    },
  };
}
