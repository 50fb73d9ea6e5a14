import { jwtVerify } from 'jose';
import * as z from 'zod';
import { highestLegacyId } from '../identifiers/json-safe-id.ts';
import type { TokenClaims } from '../users/user.ts';

/** Exactly what the first backend signed: no kid, issuer, audience or expiry. */
const headerSchema = z.strictObject({ alg: z.literal('HS256'), typ: z.literal('JWT').optional() });
const claimsSchema = z.strictObject({
  userId: z.int().min(1).max(highestLegacyId),
  iat: z.number(),
});

/**
 * Accepts a token of the first backend, which some fifty installed devices still hold and could
 * never replace. Such a user's profile begins at token version 1, so it can be revoked like any.
 *
 * @throws whatever is wrong with it
 */
export async function verifyLegacyToken(
  token: string,
  key: Uint8Array,
  now: { date: Date; toleranceSeconds: number },
): Promise<TokenClaims> {
  const { payload, protectedHeader } = await jwtVerify(token, key, {
    algorithms: ['HS256'],
    clockTolerance: now.toleranceSeconds,
    currentDate: now.date,
  });
  headerSchema.parse(protectedHeader);
  const { userId, iat } = claimsSchema.parse(payload);
  if (iat > now.date.getTime() / 1000 + now.toleranceSeconds) throw new Error('issued in future');
  return { userId, tokenVersion: 1, isLegacy: true };
}

/** The first backend's decoder skipped whatever is not base 64; Node's does the same. */
export function legacyKey(configuredSecret: string): Uint8Array {
  return Buffer.from(configuredSecret, 'base64');
}
