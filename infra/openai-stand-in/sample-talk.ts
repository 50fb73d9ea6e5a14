import type { Recording } from './recording.ts';
import { languageOf } from './sentences.ts';

/** A client that shows a transcript can tell by this mark that nobody said it. */
const marks = { ko: '[예시]', en: '[Sample]' } as const;

const termsASentence = 8;
const longestTalkTerms = 16;

/**
 * The text in place of a talk that cannot be recognised. It says so and tells the remedy, and then names the
 * terms that the request expects, so that the assessment has something to show.
 * @param terms the terms that the request hinted at
 */
export function sampleTalk(recording: Recording, terms: readonly string[]): string {
  const language = languageOf(terms.join(' '));
  const { mimeType, durationSeconds, byteLength } = recording;
  const seconds = durationSeconds?.toFixed(1);
  const shown = terms.slice(0, longestTalkTerms);
  const groups = Array.from({ length: Math.ceil(shown.length / termsASentence) }, (_, index) =>
    shown.slice(index * termsASentence, (index + 1) * termsASentence).join(', '),
  );
  if (language === 'en') {
    const length = seconds === undefined ? 'unknown length' : `${seconds} s`;
    return [
      `${marks.en} Without an API key nobody can recognise this recording (${mimeType}, ${length}, ${byteLength} bytes).`,
      'Set OPENAI_API_KEY and start again, and what you say will be heard.',
      ...groups.map(
        (group) => `A talk on this would speak of ${group} and of how they hang together.`,
      ),
    ].join(' ');
  }
  const length = seconds === undefined ? '길이는 몰라요' : `${seconds}초`;
  return [
    `${marks.ko} API 키가 없어서 이 녹음(${mimeType}, ${length}, ${byteLength}바이트)은 알아들을 수 없어요.`,
    'OPENAI_API_KEY를 넣고 다시 켜면 말한 그대로 알아들어요.',
    ...groups.map((group) => `이 주제에서는 ${group} 등을 이어서 이야기해요.`),
  ].join(' ');
}
