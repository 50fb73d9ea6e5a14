import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod/mini';
import { DomainError } from '../domain-error.ts';
import type { TokenClaims, TokenIssuer } from '../users/user.ts';
import { verifyLegacyToken } from './legacy-tokens.ts';
import type { SecretReader } from './secrets.ts';
import { readKeyring } from './token-keys.ts';

const issuer = 'learning-mate';
const audience = 'learning-mate-app';
const type = 'device+jwt';
const algorithm = 'HS256';
const toleranceSeconds = 5;

const claimsSchema = z.object({
  sub: z.string().check(z.regex(/^[1-9]\d{0,15}$/)),
  ver: z.int().check(z.minimum(1)),
  iat: z.number(),
});

/** Signs device tokens. They do not expire, because the published app could never renew one. */
export function tokenIssuer(readSecret: SecretReader, clock: () => number): TokenIssuer {
  return {
    async issue({ userId, tokenVersion }) {
      const { signer } = await readKeyring(readSecret);
      return new SignJWT({ ver: tokenVersion })
        .setProtectedHeader({ alg: algorithm, typ: type, kid: signer.kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(String(userId))
        .setIssuedAt(Math.floor(clock() / 1000))
        .sign(signer.key);
    },
  };
}

export type TokenVerifier = (authorization: string | undefined) => Promise<TokenClaims>;

const rememberedTokens = 1000;
const rememberedMilliseconds = 5 * 60_000;

/**
 * Checks `Authorization: Bearer …`. The answer is the same whatever is wrong with it. A verified token is
 * remembered for as long as its key is, so that polls cost no HMAC.
 *
 * @throws DomainError UNAUTHORIZED
 */
export function tokenVerifier(readSecret: SecretReader, clock: () => number): TokenVerifier {
  const remembered = new Map<string, { claims: TokenClaims; until: number }>();
  return async (authorization) => {
    const token = /^ *Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(authorization ?? '')?.[1];
    if (!token) throw unauthorized();
    const known = remembered.get(token);
    if (known && known.until > clock()) return known.claims;

    const claims = await verify(token, readSecret, clock);
    if (remembered.size >= rememberedTokens) remembered.clear();
    remembered.set(token, { claims, until: clock() + rememberedMilliseconds });
    return claims;
  };
}

async function verify(
  token: string,
  readSecret: SecretReader,
  clock: () => number,
): Promise<TokenClaims> {
  const keyring = await readKeyring(readSecret);
  const now = { date: new Date(clock()), toleranceSeconds };
  try {
    if (decodeProtectedHeader(token).kid === undefined) {
      return await verifyLegacyToken(token, keyring.legacy, now);
    }
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        const key = kid === undefined ? undefined : keyring.find(kid);
        if (!key) throw unauthorized();
        return key;
      },
      {
        algorithms: [algorithm],
        issuer,
        audience,
        typ: type,
        requiredClaims: ['sub', 'iat', 'ver'],
        clockTolerance: toleranceSeconds,
        currentDate: now.date,
      },
    );
    const claims = claimsSchema.parse(payload);
    if (claims.iat > clock() / 1000 + toleranceSeconds) throw unauthorized();
    return { userId: Number(claims.sub), tokenVersion: claims.ver };
  } catch {
    throw unauthorized();
  }
}

export function unauthorized(): DomainError {
  return new DomainError('UNAUTHORIZED', 'The Authorization header bears no valid token.');
}
