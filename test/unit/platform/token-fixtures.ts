import { SignJWT } from 'jose';
import { tokenIssuer, tokenVerifier } from '../../../shared/platform/tokens.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { changeableSecret, firstKey } from '../../support/token-secrets.ts';

export const ring = { signer: 'k1', k1: firstKey };
export const bytes = (key: string) => new TextEncoder().encode(key);
export const goodHeader = { alg: 'HS256', typ: 'device+jwt', kid: 'k1' };

export function tokens(secretValue: unknown = ring) {
  const clock = manualClock();
  const secret = changeableSecret(secretValue);
  let keyReads = 0;
  const seconds = Math.floor(clock.now() / 1000);
  const goodClaims = {
    ver: 1,
    iss: 'learning-mate',
    aud: 'learning-mate-app',
    sub: '7001',
    iat: seconds,
  };
  /** A token signed like ours, except for these parts; an undefined part is left out. */
  const forged = (
    parts: { header?: object; claims?: object; key?: Parameters<SignJWT['sign']>[0] } = {},
  ) => {
    const claims = JSON.parse(JSON.stringify({ ...goodClaims, ...parts.claims }));
    return new SignJWT(claims)
      .setProtectedHeader({ ...goodHeader, ...parts.header })
      .sign(parts.key ?? bytes(firstKey));
  };
  const verify = tokenVerifier(() => {
    keyReads += 1;
    return secret.read();
  }, clock.now);
  return {
    clock,
    secret,
    seconds,
    goodClaims,
    forged,
    issuer: tokenIssuer(secret.read, clock.now),
    verify: (token: string) => verify(`Bearer ${token}`),
    verifyHeader: verify,
    /** How often the keys were read to verify. */
    keyReads: () => keyReads,
  };
}

export const refused = { code: 'UNAUTHORIZED' };
