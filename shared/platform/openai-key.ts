import { ConfigurationError } from './configuration-error.ts';
import type { SecretReader } from './secrets.ts';

/** One word that a header can carry; JSON is what the console's key/value editor makes of a key. */
const keyPattern = /^[\x21-\x7a\x7c-\x7e][\x21-\x7e]*$/;

/**
 * Reads the API key of speech and chat.
 * @throws ConfigurationError where the secret holds no key, or something that cannot be one
 */
export function openAiKeyReader(readSecret: SecretReader): SecretReader {
  return async (options) => {
    const key = (await readSecret(options)).trim();
    if (keyPattern.test(key)) return key;
    // What an operator has put right must not wait for the cache to end.
    const sure = options?.afresh ? key : (await readSecret({ afresh: true })).trim();
    if (keyPattern.test(sure)) return sure;
    throw new ConfigurationError('The OpenAI secret is malformed: it must be the key and no more');
  };
}
