import type { LectureKey } from '../lectures/lecture.ts';
import type { UploadProofs } from '../lectures/ports.ts';
import type { SecretReader } from './secrets.ts';
import { readKeyring } from './token-keys.ts';

/** 132 bits: nobody guesses that, and the key stays short. */
const proofCharacters = 22;

/** Only a POST needs it, and no poll waits for it. */
const crypto = () => process.getBuiltinModule('node:crypto');

/** Proofs by the keys that sign tokens: a rotated key still verifies until it is retired. */
export function uploadProofs(readSecret: SecretReader): UploadProofs {
  return {
    async prove(key) {
      return proofOf(key, (await readKeyring(readSecret)).signer.key);
    },
    async verify(key, proof) {
      const { keys } = await readKeyring(readSecret);
      return keys.some((each) => isSame(proofOf(key, each), proof));
    },
  };
}

/** What the key is used for stands in the text: no token is ever signed over it. */
function proofOf({ userId, lectureId }: LectureKey, key: Uint8Array): string {
  return crypto()
    .createHmac('sha256', key)
    .update(`upload of lecture ${userId}/${lectureId}`)
    .digest('base64url')
    .slice(0, proofCharacters);
}

function isSame(one: string, other: string): boolean {
  const [expected, given] = [Buffer.from(one), Buffer.from(other)];
  return expected.length === given.length && crypto().timingSafeEqual(expected, given);
}
