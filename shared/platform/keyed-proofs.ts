import type { SecretReader } from './secrets.ts';
import { readKeyring } from './token-keys.ts';

/** 132 bits: nobody guesses that, and what bears it stays short. */
const proofCharacters = 22;

/** Only some requests need it, and no poll waits for it. */
const crypto = () => process.getBuiltinModule('node:crypto');

/**
 * Proofs of texts by the keys that sign tokens: a rotated key still verifies until it is retired. What a
 * proof is for has to stand in the text, so that none is good for anything else; no token is ever signed
 * over such a text.
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
