import * as z from 'zod/mini';
import '../issues-in-english.ts';
import { parsedJson } from '../contracts/parsed-json.ts';
import { ConfigurationError } from './configuration-error.ts';
import { legacyKeys } from './legacy-tokens.ts';
import type { SecretReader } from './secrets.ts';

/** HS256 asks for at least 32 bytes. */
const keySchema = z.string().check(z.minLength(32));

const name = z.string().check(z.minLength(1));

/**
 * `{ "signer": "k2", "k1": "…", "k2": "…" }` names the key that signs now, and every key that still
 * verifies. Beside them there may be `legacy`, the secret of the first backend as it was configured there.
 */
const keyringSchema = z
  .catchall(z.object({ signer: name, legacy: z.optional(name) }), keySchema)
  .check(
    z.refine(
      (ring) => !['signer', 'legacy'].includes(ring.signer) && Object.hasOwn(ring, ring.signer),
      {
        message: 'the signer is not one of the keys',
      },
    ),
  );

export interface Keyring {
  readonly signer: { readonly kid: string; readonly key: Uint8Array };
  find(kid: string): Uint8Array | undefined;
  /** All keys that `find` knows. */
  readonly keys: readonly Uint8Array[];
  /** The keys of the legacy secret; none where it is not set. */
  readonly legacy: readonly Uint8Array[];
}

/** @throws ConfigurationError that says what is wrong with the secret, never its value */
export async function readKeyring(readSecret: SecretReader): Promise<Keyring> {
  const cached = keyringSchema.safeParse(parsedJson(await readSecret()));
  // A secret that an operator has corrected must not wait until the cache ends.
  const ring = cached.success
    ? cached
    : keyringSchema.safeParse(parsedJson(await readSecret({ afresh: true })));
  if (!ring.success) {
    const wrong = ring.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new ConfigurationError(`The token keys secret is malformed: ${wrong.join('; ')}`);
  }
  const { signer, legacy, ...keys } = ring.data;
  const find = (kid: string) => {
    const key = Object.hasOwn(keys, kid) ? keys[kid] : undefined;
    return key === undefined ? undefined : new TextEncoder().encode(key);
  };
  return {
    signer: { kid: signer, key: find(signer) ?? new Uint8Array() },
    find,
    keys: Object.values(keys).map((key) => new TextEncoder().encode(key)),
    legacy: legacy === undefined ? [] : legacyKeys(legacy),
  };
}
