import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { tokenIssuer, tokenVerifier } from '../../../shared/platform/tokens.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { changeableSecret, firstKey, secondKey } from '../../support/token-secrets.ts';

const ring = { signer: 'k1', k1: firstKey };
const bytes = (key: string) => new TextEncoder().encode(key);
const goodHeader = { alg: 'HS256', typ: 'device+jwt', kid: 'k1' };

function tokens(secretValue: unknown = ring) {
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

const refused = { code: 'UNAUTHORIZED' };
const signedByHand = (input: string, hash = 'sha256') =>
  `${input}.${createHmac(hash, firstKey).update(input).digest('base64url')}`;
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('a token of ours', () => {
  it('says whose it is and in which version, and never expires', async () => {
    const { issuer, verify, clock } = tokens();
    const token = await issuer.issue({ userId: 7_001, tokenVersion: 3 });
    clock.advanceSeconds(10 * 365 * 86_400);

    await expect(verify(token)).resolves.toMatchObject({ userId: 7_001, tokenVersion: 3 });
  });

  it('carries nothing but what verification needs', async () => {
    const { issuer, seconds } = tokens();
    const token = await issuer.issue({ userId: 7_001, tokenVersion: 1 });
    const [header = '', payload = ''] = token.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());

    expect(read(header)).toEqual(goodHeader);
    expect(read(payload)).toEqual({
      ver: 1,
      iss: 'learning-mate',
      aud: 'learning-mate-app',
      sub: '7001',
      iat: seconds,
    });
  });

  it('is accepted with the scheme in any case', async () => {
    const { forged, verifyHeader } = tokens();
    await expect(verifyHeader(`bearer ${await forged()}`)).resolves.toMatchObject({
      userId: 7_001,
    });
  });
});

describe('a token that has verified', () => {
  it('is accepted for five minutes without its keys, and no longer', async () => {
    const { forged, verify, clock, keyReads } = tokens();
    const token = await forged();
    await verify(token);
    clock.advanceSeconds(299.999);
    expect(await verify(token)).toEqual({ userId: 7_001, tokenVersion: 1 });
    expect(keyReads()).toBe(1);
    clock.advanceSeconds(0.001);
    await verify(token);
    expect(keyReads()).toBe(2);
  });

  it('is one of a thousand that are remembered; then all of them are forgotten', async () => {
    const { forged, verify, keyReads } = tokens();
    const all = await Promise.all(
      Array.from({ length: 1_001 }, (_, index) => forged({ claims: { sub: String(index + 1) } })),
    );
    const [first = '', ...others] = all;
    for (const token of all.slice(0, 1_000)) await verify(token);
    await verify(first);
    expect(keyReads()).toBe(1_000);
    await verify(others.at(-1) ?? '');
    await verify(first);
    expect(keyReads()).toBe(1_002);
  });
});

describe('an Authorization header', () => {
  it('without a token is refused before any key is read, with the reason', async () => {
    const { verifyHeader, keyReads } = tokens();
    await expect(verifyHeader('Bearer a.b')).rejects.toThrow(
      'The Authorization header bears no valid token.',
    );
    expect(keyReads()).toBe(0);
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer null',
    'Bearer undefined',
    'Bearer a.b',
    'Bearer a.b.c',
    'Bearer a.b.c.d.e',
    'Bearer ..',
    'Basic dXNlcjpwYXNz',
    'Bearer 한.글.토큰',
  ])('of %j is refused', async (authorization) => {
    await expect(tokens().verifyHeader(authorization)).rejects.toMatchObject(refused);
  });

  it('is refused with anything before or after the token', async () => {
    const { forged, verifyHeader } = tokens();
    const token = await forged();
    for (const header of [
      token,
      `Bearer${token}`,
      `Bearer ${token}\n`,
      `x Bearer ${token}`,
      `Bearer ${token} x`,
    ]) {
      await expect(verifyHeader(header)).rejects.toMatchObject(refused);
    }
  });

  it('may have any spaces around its two words, and write the first one in any case', async () => {
    const { forged, verifyHeader } = tokens();
    const token = await forged();
    for (const header of [`Bearer   ${token}`, ` Bearer ${token}  `, `bearer ${token}`]) {
      await expect(verifyHeader(header)).resolves.toMatchObject({ userId: expect.any(Number) });
    }
  });
});

describe('a forged token', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = String(publicKey.export({ type: 'spki', format: 'pem' }));

  const forgeries: Record<string, (world: ReturnType<typeof tokens>) => Promise<string> | string> =
    {
      'with alg none': ({ goodClaims }) => new UnsecuredJWT(goodClaims).encode(),
      'with alg none and our header': ({ goodClaims }) =>
        `${encoded({ ...goodHeader, alg: 'none' })}.${encoded(goodClaims)}.x`,
      'with alg None and an old signature': async ({ forged }) => {
        const [, payload, signature] = (await forged()).split('.');
        return `${encoded({ ...goodHeader, alg: 'None' })}.${payload}.${signature}`;
      },
      'signed with RS256': ({ forged }) => forged({ header: { alg: 'RS256' }, key: privateKey }),
      'signed with HS256 by a public key in PEM': ({ forged }) => forged({ key: bytes(publicPem) }),
      'signed with HS512 by the right key': ({ goodClaims }) =>
        signedByHand(
          `${encoded({ ...goodHeader, alg: 'HS512' })}.${encoded(goodClaims)}`,
          'sha512',
        ),
      'of an unknown kid': ({ forged }) => forged({ header: { kid: 'k9' } }),
      'without a kid': ({ forged }) => forged({ header: { kid: undefined } }),
      'whose kid is the ring’s own field': ({ forged }) =>
        forged({ header: { kid: 'signer' }, key: bytes('k1') }),
      'whose kid is of every object': ({ forged }) => forged({ header: { kid: 'constructor' } }),
      'whose kid is a path': ({ forged }) => forged({ header: { kid: '../../dev/null' } }),
      'with its own key embedded as jwk': ({ forged }) => {
        const jwk = { kty: 'oct', k: Buffer.from(secondKey).toString('base64url') };
        return forged({ header: { jwk }, key: bytes(secondKey) });
      },
      'with its own key under jku and x5u': ({ forged }) =>
        forged({
          header: { jku: 'https://evil.test/keys', x5u: 'https://evil.test/cert' },
          key: bytes(secondKey),
        }),
      're-signed by another key': ({ forged }) => forged({ key: bytes(secondKey) }),
      'of another issuer': ({ forged }) => forged({ claims: { iss: 'learning-mates' } }),
      'without an issuer': ({ forged }) => forged({ claims: { iss: undefined } }),
      'for another audience': ({ forged }) => forged({ claims: { aud: 'admin' } }),
      'without an audience': ({ forged }) => forged({ claims: { aud: undefined } }),
      'of another type': ({ forged }) => forged({ header: { typ: 'JWT' } }),
      'without a type': ({ forged }) => forged({ header: { typ: undefined } }),
      'that has expired': ({ forged, seconds }) => forged({ claims: { exp: seconds - 6 } }),
      'that is not valid yet': ({ forged, seconds }) => forged({ claims: { nbf: seconds + 6 } }),
      'issued in the future': ({ forged, seconds }) => forged({ claims: { iat: seconds + 6 } }),
      'without a time of issue': ({ forged }) => forged({ claims: { iat: undefined } }),
      'without a subject': ({ forged }) => forged({ claims: { sub: undefined } }),
      'of a subject that is no id': ({ forged }) => forged({ claims: { sub: '7001; drop' } }),
      'of subject 0': ({ forged }) => forged({ claims: { sub: '0' } }),
      'of a subject in scientific notation': ({ forged }) => forged({ claims: { sub: '7e3' } }),
      'without a version': ({ forged }) => forged({ claims: { ver: undefined } }),
      'with a version that is text': ({ forged }) => forged({ claims: { ver: '1' } }),
      'with an unknown critical header': ({ goodClaims }) => {
        const header = { ...goodHeader, crit: ['whatever'], whatever: true };
        return signedByHand(`${encoded(header)}.${encoded(goodClaims)}`);
      },
      'cut in its signature': async ({ forged }) => (await forged()).slice(0, -4),
      'without its signature': async ({ forged }) => (await forged()).replace(/[^.]+$/, ''),
      'with another payload under the old signature': async ({ forged, goodClaims }) => {
        const [header, , signature] = (await forged()).split('.');
        return `${header}.${encoded({ ...goodClaims, sub: '7002' })}.${signature}`;
      },
      'whose payload is no JSON': () =>
        signedByHand(`${encoded(goodHeader)}.${Buffer.from('hello').toString('base64url')}`),
    };

  it.each(Object.entries(forgeries))('is refused: %s', async (_, forge) => {
    const world = tokens();
    const token = await forge(world);

    await expect(world.verify(token)).rejects.toMatchObject(refused);
  });

  it('is refused with the same answer, whatever is wrong with it', async () => {
    const answers = new Set<string>();
    for (const forge of Object.values(forgeries)) {
      const world = tokens();
      await world.verify(await forge(world)).catch((error) => answers.add(String(error)));
    }
    expect(answers.size).toBe(1);
  });

  it('is not a good one with five seconds of clock skew', async () => {
    const { forged, verify, seconds } = tokens();

    await expect(verify(await forged({ claims: { iat: seconds + 5 } }))).resolves.toBeDefined();
    await expect(verify(await forged({ claims: { exp: seconds - 4 } }))).resolves.toBeDefined();
  });

  it('is not made good by a good one before it', async () => {
    const { forged, verify } = tokens();
    const good = await forged();
    await verify(good);

    await expect(verify(`${good}x`)).rejects.toMatchObject(refused);
    await expect(verify(await forged({ key: bytes(secondKey) }))).rejects.toMatchObject(refused);
  });
});

describe('rotation', () => {
  it('signs with the new key, while tokens of the old one stay good', async () => {
    const { issuer, verify, secret, clock } = tokens();
    const old = await issuer.issue({ userId: 1, tokenVersion: 1 });
    secret.change({ signer: 'k2', k1: firstKey, k2: secondKey });
    clock.advanceSeconds(600);
    const fresh = await issuer.issue({ userId: 2, tokenVersion: 1 });

    await expect(verify(old)).resolves.toMatchObject({ userId: 1 });
    await expect(verify(fresh)).resolves.toMatchObject({ userId: 2 });
    expect(Buffer.from(fresh.split('.')[0] ?? '', 'base64url').toString()).toContain('"k2"');
  });

  it('ends the tokens of a retired key within minutes', async () => {
    const { issuer, verify, secret, clock } = tokens();
    const old = await issuer.issue({ userId: 1, tokenVersion: 1 });
    await verify(old);
    secret.change({ signer: 'k2', k2: secondKey });
    clock.advanceSeconds(300);

    await expect(verify(old)).rejects.toMatchObject(refused);
  });

  it('refuses a token of a new key that bears an old kid', async () => {
    const { forged, verify } = tokens({ signer: 'k2', k1: firstKey, k2: secondKey });

    await expect(
      verify(await forged({ header: { kid: 'k2' }, key: bytes(firstKey) })),
    ).rejects.toMatchObject(refused);
  });
});

describe('a token of the first backend', () => {
  const legacySecret = Buffer.from('a secret of the first backend, 32+').toString('base64');
  const legacy = (claims: object, header: object = {}) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256', ...header })
      .sign(Buffer.from(legacySecret, 'base64'));

  it('is accepted only if its secret is set, and only in exactly its shape', async () => {
    const { verify, seconds } = tokens({ ...ring, legacy: legacySecret });
    const good = await legacy({ userId: 42, iat: seconds });

    await expect(verify(good)).resolves.toEqual({ userId: 42, tokenVersion: 1, isLegacy: true });
    await expect(tokens().verify(good)).rejects.toMatchObject(refused);
    for (const token of [
      await legacy({ userId: 42, iat: seconds, role: 'admin' }),
      await legacy({ userId: 42 }),
      await legacy({ userId: '42', iat: seconds }),
      await legacy({ userId: 5_000_000_000, iat: seconds }),
      await legacy({ userId: 42, iat: seconds + 60 }),
      await legacy({ userId: 42, iat: seconds }, { kid: 'legacy' }),
      await legacy({ userId: 42, iat: seconds }, { typ: 'device+jwt' }),
    ]) {
      await expect(verify(token)).rejects.toMatchObject(refused);
    }
  });

  it('does not let its key sign tokens of ours, nor our keys sign its tokens', async () => {
    const { verify, forged, seconds } = tokens({ ...ring, legacy: legacySecret });
    const key = Buffer.from(legacySecret, 'base64');

    await expect(verify(await forged({ key }))).rejects.toMatchObject(refused);
    const header = { kid: undefined, typ: 'JWT' };
    const claims = {
      userId: 42,
      iat: seconds,
      ver: undefined,
      iss: undefined,
      aud: undefined,
      sub: undefined,
    };
    await expect(verify(await forged({ header, claims }))).rejects.toMatchObject(refused);
  });
});
