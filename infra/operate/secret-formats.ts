import * as z from 'zod';
import { parsedJson } from '../../shared/contracts/parsed-json.ts';
import { CommandTrouble } from '../command-line/command-trouble.ts';

/**
 * Checks the form of an OpenAI key, or of JSON with several keys by name.
 * @returns a warning where the key may still be right: other providers' keys begin differently
 * @throws CommandTrouble where no HTTP header could carry it
 */
export function checkOpenAiKey(value: string): string | undefined {
  const keys = value.startsWith('{') ? namedKeys(value) : [value];
  if (!keys.every((key) => /^[\x21-\x7e]+$/.test(key))) {
    throw new CommandTrouble(
      'A key is one word of letters, digits and signs, without spaces; nothing was changed.',
    );
  }
  if (keys.length > 1 || keys[0]?.startsWith('sk-')) return undefined;
  return 'It does not begin with "sk-" as the keys of OpenAI do; it will be used as it is.';
}

/** @throws CommandTrouble */
function namedKeys(value: string): string[] {
  const read = z.record(z.string(), z.string()).safeParse(parsedJson(value));
  if (read.success && Object.keys(read.data).length > 0) return Object.values(read.data);
  throw new CommandTrouble(
    'Several keys are JSON of names and keys, {"openai": "sk-…", "groq": "gsk_…"}; nothing was changed.',
  );
}

/**
 * A DSN is a URL with a key before its host and a project's number as its path.
 * @throws CommandTrouble for anything else
 */
export function checkSentryDsn(dsn: string): undefined {
  const url = URL.parse(dsn);
  if (url?.protocol === 'https:' && url.username !== '' && /\/\d+$/.test(url.pathname)) return;
  throw new CommandTrouble(
    'A DSN of Sentry looks like https://KEY@HOST/NUMBER; nothing was changed.',
  );
}
