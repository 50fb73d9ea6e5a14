import { createHash, createHmac } from 'node:crypto';
import type { SecretReader } from './secrets.ts';
import { readKeyring } from './token-keys.ts';

/** A one-way digest of what makes two requests the same, in this order. */
export const fingerprint = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** A digest with the key that signs tokens, without which nobody finds a short text by trying all of them. */
export const keyedDigest =
  (readTokenKeys: SecretReader) =>
  async (text: string): Promise<string> => {
    const { signer } = await readKeyring(readTokenKeys);
    return createHmac('sha256', signer.key).update(text).digest('base64url');
  };
