import type { SecretReader } from './secrets.ts';
import { readKeyring } from './token-keys.ts';

/** These 132 bits cannot be guessed, and keep what carries the proof short. */
const proofCharacters = 22;

/** The module is loaded late, because only some requests need it and no poll should wait for it. */
const crypto = () => process.getBuiltinModule('node:crypto');

/**
 * Proofs of texts, made with the keys that sign tokens. A rotated key still verifies until it is retired.
 * The text has to say what its proof is for, so that the proof holds for nothing else. No token is ever
 * signed over such a text.
 */
export function keyedProofs(readSecret: SecretReader) {
  return {
    async prove(text: string): Promise<string> {
      return proofOf(text, (await readKeyring(readSecret)).signer.key);
    },
    async verify(text: string, proof: string): Promise<boolean> {
      const { keys } = await readKeyring(readSecret);
      return keys.some((each) => isSame(proofOf(text, each), proof));
    },
  };
}

const proofOf = (text: string, key: Uint8Array): string =>
  crypto().createHmac('sha256', key).update(text).digest('base64url').slice(0, proofCharacters);

function isSame(one: string, other: string): boolean {
  const [expected, given] = [Buffer.from(one), Buffer.from(other)];
  return expected.length === given.length && crypto().timingSafeEqual(expected, given);
}
