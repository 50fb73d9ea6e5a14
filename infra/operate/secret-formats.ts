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

/**
 * A DSN is a URL with a key before its host and a project's number as its path.
 * @throws OperateTrouble for anything else
 */
export function checkSentryDsn(dsn: string): undefined {
  const url = URL.parse(dsn);
  if (url?.protocol === 'https:' && url.username !== '' && /\/\d+$/.test(url.pathname)) return;
  throw new OperateTrouble(
    'A DSN of Sentry looks like https://KEY@HOST/NUMBER; nothing was changed.',
  );
}
