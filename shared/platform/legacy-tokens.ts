import { errors, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { highestLegacyId } from '../identifiers/json-safe-id.ts';
import type { TokenClaims } from '../users/user.ts';

/** The first backend signed exactly this, without kid, issuer, audience or expiry. */
const headerSchema = z.strictObject({ alg: z.literal('HS256'), typ: z.optional(z.literal('JWT')) });
const claimsSchema = z.strictObject({
  userId: z.int().check(z.minimum(1), z.maximum(highestLegacyId)),
  iat: z.number(),
});

/**
 * Accepts a token of the first backend. Some fifty installed devices still hold one and can never replace
 * it. Such a user's profile begins at token version 1, so the token can be revoked like any other.
 *
 * @param keys see {@link legacyKeys}
 * @throws whatever is wrong with it
 */
export async function verifyLegacyToken(
  token: string,
  keys: readonly Uint8Array[],
  now: { date: Date; toleranceSeconds: number },
): Promise<TokenClaims> {
  const { payload, protectedHeader } = await verifyByAnyOf(keys, token, {
    algorithms: ['HS256'],
    clockTolerance: now.toleranceSeconds,
    currentDate: now.date,
  });
  headerSchema.parse(protectedHeader);
  const { userId, iat } = claimsSchema.parse(payload);
  if (iat > now.date.getTime() / 1000 + now.toleranceSeconds) throw new Error('issued in future');
  return { userId, tokenVersion: 1, isLegacy: true };
}

async function verifyByAnyOf(
  [key, ...others]: readonly Uint8Array[],
  token: string,
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  if (!key) throw new errors.JWSSignatureVerificationFailed();
  try {
    return await jwtVerify(token, key, options);
  } catch (error) {
    if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    return verifyByAnyOf(others, token, options);
  }
}

/**
 * The bytes that lenient base 64 decoders make of the configured secret. All of them skip characters that
 * are not in their alphabet, but Java's decoders differ in the rest, and a device that is refused here is
 * lost for good. So each reading is a key. If the secret is proper base 64, all readings are the same.
 */
export function legacyKeys(configuredSecret: string): readonly Uint8Array[] {
  const standard = configuredSecret.replaceAll(/[^A-Za-z0-9+/=]/g, '');
  const quadruplets = standard.match(/.{4}/g) ?? [];
  const readings = [
    // JAXB, which jjwt used up to 0.9, drops an end that fills no quadruplet.
    Buffer.concat(quadruplets.map((quadruplet) => Buffer.from(quadruplet, 'base64'))),
    // java.util's MIME decoder keeps that end.
    Buffer.from(standard, 'base64'),
    // commons-codec keeps it too, and takes `-` and `_` for `+` and `/`, as Node does.
    Buffer.from(configuredSecret.replaceAll(/[^A-Za-z0-9+/=_-]/g, ''), 'base64'),
  ];
  const distinct = new Map(readings.map((key) => [key.toString('hex'), key]));
  return [...distinct.values()].filter((key) => key.byteLength > 0);
}
