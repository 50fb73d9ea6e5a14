import { OperateTrouble } from './operate-trouble.ts';

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
