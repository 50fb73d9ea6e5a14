import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { firstKey, secondKey } from '../../support/token-secrets.ts';
import { bytes, goodHeader, refused, ring, tokens } from './token-fixtures.ts';

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
