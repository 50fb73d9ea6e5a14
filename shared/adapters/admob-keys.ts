import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod/mini';
import { parsedJson } from '../contracts/parsed-json.ts';
import { OwnError } from '../own-error.ts';
import type { FetchKeys, VerifierKey } from '../rewards/verifier-keys.ts';

const answerMilliseconds = 5_000;

/** A key has some 300 bytes, so this is room for two hundred. */
const answerMaximumBytes = 64 * 1024;

const published = z.object({ keys: z.array(z.unknown()) });
const publishedKey = z.object({
  keyId: z.int().check(z.minimum(1)),
  /** The SubjectPublicKeyInfo, in DER. */
  base64: z.string(),
});

/**
 * Google's keys for callbacks of rewarded ads: P-256, for ECDSA with SHA-256. Other entries of the list are
 * passed over.
 *
 * @see https://developers.google.com/admob/android/ssv
 */
export function admobKeys(
  keysUrl: string,
  limitMilliseconds: number = answerMilliseconds,
): FetchKeys {
  return async () => {
    const signal = AbortSignal.timeout(limitMilliseconds);
    const response = await fetch(keysUrl, { signal, redirect: 'error' });
    if (!response.ok) throw new OwnError(`The key server answered ${response.status}`);
    const text = await limitedText(response);
    const list = published.safeParse(parsedJson(text));
    if (!list.success) throw new OwnError('The key server answered no list of keys');
    const keys = new Map(list.data.keys.flatMap(readKey));
    if (keys.size === 0) throw new OwnError('The key server answered no key');
    return keys;
  };
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    byteLength += chunk.byteLength;
    if (byteLength > answerMaximumBytes) throw new OwnError('The key server answers without end');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readKey(listed: unknown): readonly (readonly [string, VerifierKey])[] {
  const read = publishedKey.safeParse(listed);
  if (!read.success) return [];
  const key = keyOf(read.data.base64);
  return key ? [[String(read.data.keyId), key]] : [];
}

/** The key of the given DER in base 64; undefined where it is no key on P-256. */
export function keyOf(base64: string): VerifierKey | undefined {
  const key = publicKey(base64);
  if (key?.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return undefined;
  return {
    verifies: (text, signature) =>
      verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64url')),
  };
}

function publicKey(base64: string) {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
