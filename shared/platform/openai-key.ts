import * as z from 'zod/mini';
import { ConfigurationError } from './configuration-error.ts';
import type { SecretReader } from './secrets.ts';

/** A key is one word that a header can carry. */
const keyPattern = /^[\x21-\x7e]+$/;
const defaultName = 'openai';

const namedKeys = z.record(z.string(), z.string());

/**
 * Reads an API key for speech and chat. The secret holds one plain key, or several by name as JSON:
 * `{"openai": "sk-…", "groq": "gsk_…"}`.
 *
 * @param name the name of the key @default the only key, or the one named `openai`
 * @throws ConfigurationError where the secret holds no such key, or something that cannot be one
 */
export function openAiKeyReader(readSecret: SecretReader, name?: string): SecretReader {
  return async (options) => {
    const key = keyIn(await readSecret(options), name);
    if (key !== undefined) return key;
    // A secret that an operator has corrected must not wait until the cache ends.
    const sure = options?.afresh ? key : keyIn(await readSecret({ afresh: true }), name);
    if (sure !== undefined) return sure;
    throw new ConfigurationError(
      name === undefined
        ? 'The OpenAI secret is malformed: it must be the key and no more, or JSON of keys by name'
        : `The OpenAI secret has no usable key named ${name}`,
    );
  };
}

/** Finds the key of this name. A key is never sent to an endpoint that it was not named for. */
function keyIn(secret: string, name: string | undefined): string | undefined {
  const text = secret.trim();
  const keys = text.startsWith('{') ? readNamed(text) : { [defaultName]: text };
  const [only, ...others] = Object.values(keys);
  const key = name === undefined && others.length === 0 ? only : keys[name ?? defaultName];
  return key !== undefined && keyPattern.test(key.trim()) ? key.trim() : undefined;
}

function readNamed(text: string): Readonly<Record<string, string>> {
  try {
    return namedKeys.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}
