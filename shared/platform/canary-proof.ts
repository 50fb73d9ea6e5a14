import { timingSafeEqual } from 'node:crypto';

const minuteMilliseconds = 60_000;

/** A keyed digest, which nobody can make without the keys that sign tokens. */
type Fingerprint = (text: string) => Promise<string>;

const proofOf = (fingerprint: Fingerprint, minute: number): Promise<string> =>
  fingerprint(`canary ${minute}`);

/** The proof that the canary sends when it asks for its token. It holds for about a minute. */
export const makeCanaryProof = (fingerprint: Fingerprint, now: number): Promise<string> =>
  proofOf(fingerprint, Math.floor(now / minuteMilliseconds));

/** Whether a proof is of this minute or of one beside it, because two clocks may differ. */
export async function isCanaryProof(
  fingerprint: Fingerprint,
  proof: string | undefined,
  now: number,
): Promise<boolean> {
  if (proof === undefined) return false;
  const minute = Math.floor(now / minuteMilliseconds);
  const given = Buffer.from(proof);
  const good = await Promise.all([-1, 0, 1].map((off) => proofOf(fingerprint, minute + off)));
  return good.some((text) => {
    const expected = Buffer.from(text);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}
