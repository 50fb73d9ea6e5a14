import type { SpeechHint, SpeechModel } from '../contracts/models.ts';
import type { SpeechHints } from '../speech/speech-to-text.ts';
import { type ErrorAnswer, meaningOf } from './openai-errors.ts';

/** How a recording is sent. Servers of the same API know more or fewer of its fields. */
export interface SpeechWay {
  readonly format: SpeechModel['responseFormat'];
  readonly hints: readonly SpeechHint[];
}

export function firstSpeechWay({ responseFormat, hints }: SpeechModel): SpeechWay {
  return { format: responseFormat, hints };
}

/**
 * The next simpler way for a server that refused this one. It is undefined if the server objects to something
 * else, or if nothing simpler is left. Hints only help, so a recording can go without them.
 */
export function simplerSpeechWay(way: SpeechWay, error: ErrorAnswer): SpeechWay | undefined {
  const isAboutFields = error.status === 400 || error.status === 422;
  if (!isAboutFields || meaningOf(error) !== 'rejected') return undefined;
  const isFormatUnknown = /response_format|verbose_json/i.test(wordsOf(error));
  const plainer: SpeechWay | undefined =
    way.format === 'json' ? undefined : { ...way, format: 'json' };
  if (isFormatUnknown) return plainer;
  return way.hints.length > 0 ? { ...way, hints: [] } : plainer;
}

const wordsOf = ({ param, message }: ErrorAnswer): string => `${param ?? ''} ${message ?? ''}`;

/** The form's fields beside the file, in order. A list repeats its name for each item. */
export function speechFields(
  model: string,
  way: SpeechWay,
  hints: SpeechHints | undefined,
): readonly (readonly [name: string, value: string])[] {
  const { terms = [], languages = [] } = hints ?? {};
  const takes = (hint: SpeechHint) => way.hints.includes(hint);
  const words = terms.map(clean).filter((word) => word !== '');
  const [language, ...others] = languages;
  return [
    ['model', model],
    ['response_format', way.format],
    ...(takes('keywords')
      ? words.map((word) => ['keywords[]', word] as const)
      : takes('prompt') && words.length > 0
        ? [['prompt', words.join(', ')] as const]
        : []),
    ...(takes('languages') ? languages.map((code) => ['languages[]', code] as const) : []),
    // If one of several languages were set, the server would translate the others.
    ...(takes('language') && !takes('languages') && language && others.length === 0
      ? [['language', language] as const]
      : []),
  ];
}

/** Removes characters for which a server refuses the whole request. */
const clean = (term: string): string => term.replaceAll(/[<>\p{Cc}\u2028\u2029]+/gu, ' ').trim();
