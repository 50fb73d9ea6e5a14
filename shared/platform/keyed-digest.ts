import { createHmac } from 'node:crypto';
import type { SecretReader } from './secrets.ts';
import { readKeyring } from './token-keys.ts';

/** One-way under the key that signs tokens: without it nobody finds a short text by trying them all. */
export const keyedDigest =
  (readTokenKeys: SecretReader) =>
  async (text: string): Promise<string> => {
    const { signer } = await readKeyring(readTokenKeys);
    return createHmac('sha256', signer.key).update(text).digest('base64url');
  };
