import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { legacyKeys } from '../../shared/platform/legacy-tokens.ts';
import { readKeyring } from '../../shared/platform/token-keys.ts';
import { CommandTrouble } from '../command-line/command-trouble.ts';

const ringSchema = z.object({ signer: z.string() }).catchall(z.string());

/** The token keys in the form of the secret: `{ "signer": "k2", "k1": "…", "k2": "…", legacy? }`. */
export type Ring = z.infer<typeof ringSchema>;

/**
 * Reads the ring by the same code as the functions.
 * @throws CommandTrouble that says what is wrong with it, never its keys
 */
export async function parseRing(text: string): Promise<Ring> {
  try {
    await readKeyring(async () => text);
  } catch (error) {
    throw new CommandTrouble(
      `${error instanceof Error ? error.message : error}. Nothing was changed.`,
    );
  }
  return ringSchema.parse(JSON.parse(text));
}

/** @throws CommandTrouble where the functions could not read the ring */
export async function ringText(ring: Ring): Promise<string> {
  const text = JSON.stringify(ring);
  await parseRing(text);
  return text;
}

/** The names of the keys, in the order in which they were made, without `legacy`. */
export function kidsOf(ring: Ring): string[] {
  return Object.keys(ring)
    .filter((name) => name !== 'signer' && name !== 'legacy')
    .sort((one, other) => numberOf(one) - numberOf(other) || one.localeCompare(other));
}

/** The key of a rotation that ended before its second half: it verifies already and is to sign next. */
export function waitingKid(ring: Ring): string | undefined {
  return kidsOf(ring).findLast((kid) => numberOf(kid) > numberOf(ring.signer));
}

/** Adds a new key under the next number; the signer stays the same. */
export function withNewKey(ring: Ring): { readonly ring: Ring; readonly kid: string } {
  const kid = `k${Math.max(0, ...kidsOf(ring).map(numberOf)) + 1}`;
  // 48 bytes are 64 characters of base64url.
  return { kid, ring: { ...ring, [kid]: randomBytes(48).toString('base64url') } };
}

/**
 * Makes a key the signer, unless a newer key signs already, because another rotation was faster.
 * @throws CommandTrouble where there is no such key
 */
export function withSigner(ring: Ring, kid: string): Ring {
  requireKey(ring, kid);
  if (numberOf(ring.signer) > numberOf(kid)) return ring;
  return { ...ring, signer: kid };
}

/**
 * Removes one key, or `legacy`.
 * @throws CommandTrouble for the signer and for a key that does not exist
 */
export function withoutKey(ring: Ring, kid: string): Ring {
  if (kid === ring.signer) {
    throw new CommandTrouble(
      `${kid} signs the tokens; make another the signer first: npm run rotate-keys -- --stage …`,
    );
  }
  requireKey(ring, kid);
  const { [kid]: _, ...rest } = ring;
  return ringSchema.parse(rest);
}

/** @throws CommandTrouble where the first backend could not have made a key of it */
export function withLegacy(ring: Ring, secret: string): Ring {
  if (legacyKeys(secret).length === 0) {
    throw new CommandTrouble(
      'The first backend decodes its secret from base 64, and nothing of this is; nothing was changed.',
    );
  }
  return { ...ring, legacy: secret };
}

function requireKey(ring: Ring, kid: string): void {
  if (kid !== 'signer' && Object.hasOwn(ring, kid)) return;
  const known = kidsOf(ring).join(', ');
  throw new CommandTrouble(`There is no key ${kid}; there are ${known}. Nothing was changed.`);
}

/** The number in a key's name; 0 for a name that somebody made up. */
function numberOf(kid: string): number {
  return Number(/^k(\d{1,9})$/.exec(kid)?.[1] ?? 0);
}
