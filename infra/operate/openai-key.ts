import { OperateTrouble } from './operate-trouble.ts';

/**
 * What can be told of an OpenAI key by its looks.
 * @returns a warning where it may still be one: other providers' keys begin otherwise
 * @throws OperateTrouble where no HTTP header could carry it
 */
export function checkOpenAiKey(key: string): string | undefined {
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new OperateTrouble(
      'A key is one word of letters, digits and signs, without spaces; nothing was changed.',
    );
  }
  if (key.startsWith('sk-')) return undefined;
  return 'It does not begin with "sk-" as the keys of OpenAI do; it will be used as it is.';
}
