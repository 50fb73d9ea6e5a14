import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { authenticator } from '../../../shared/platform/authentication.ts';
import { legacyKeys } from '../../../shared/platform/legacy-tokens.ts';
import { tokenIssuer, tokenVerifier } from '../../../shared/platform/tokens.ts';
import type { User } from '../../../shared/users/user.ts';
import { testStart } from '../../support/manual-clock.ts';
import { changeableSecret, firstKey } from '../../support/token-secrets.ts';

const clock = () => testStart;
const nowSeconds = testStart / 1000;
const legacyBytes = Buffer.from('a secret of the first backend, 32+');
const legacy = legacyBytes.toString('base64');

/** Signs as the first backend did, with no library of ours in between. */
function signed(
  claims: object,
  { header = { alg: 'HS256' }, key = legacyBytes, hash = 'sha256' }: SigningOptions = {},
): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signingInput = `${encode(header)}.${encode(claims)}`;
  return `${signingInput}.${createHmac(hash, key).update(signingInput).digest('base64url')}`;
}
interface SigningOptions {
  readonly header?: object;
  readonly key?: Uint8Array;
  readonly hash?: string;
}

const verifierOf = (ring: object) =>
  tokenVerifier(changeableSecret({ signer: 'k1', k1: firstKey, ...ring }).read, clock);
const claimsOf = (token: string, ring: object = { legacy }) => verifierOf(ring)(`Bearer ${token}`);
const good = { userId: 42, iat: nowSeconds - 1_000_000 };
const accepted = { userId: 42, tokenVersion: 1, isLegacy: true };

describe('a token of the first backend', () => {
  it.each([
    ['as jjwt makes it', {}],
    ['with the type JWT', { header: { typ: 'JWT', alg: 'HS256' } }],
  ])('is accepted if the legacy secret is set: %s', async (_, options) => {
    expect(await claimsOf(signed(good, options))).toEqual(accepted);
  });

  it('is refused if no legacy secret is set', async () => {
    await expect(claimsOf(signed(good), {})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('is accepted for the lowest id and for the highest, however old it is', async () => {
    for (const userId of [1, 1_000_000_000]) {
      expect(await claimsOf(signed({ userId, iat: 1 }))).toMatchObject({ userId });
    }
  });

  it('is accepted from a clock that is up to five seconds ahead', async () => {
    const issued = (iat: number) => claimsOf(signed({ ...good, iat }));
    await expect(issued(nowSeconds + 5)).resolves.toEqual(accepted);
    await expect(issued(nowSeconds + 6)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('is refused when a single letter of it was changed', async () => {
    const [header = '', , signature = ''] = signed(good).split('.');
    const forged = Buffer.from(JSON.stringify({ ...good, userId: 43 })).toString('base64url');
    await expect(claimsOf(`${header}.${forged}.${signature}`)).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });
  });

  describe('is refused with', () => {
    it.each<[string, object, SigningOptions?]>([
      ['an expiry', { ...good, exp: nowSeconds + 1000 }],
      ['a start', { ...good, nbf: 1 }],
      ['an issuer', { ...good, iss: 'learning-mate' }],
      ['an audience', { ...good, aud: 'learning-mate-app' }],
      ['a subject', { ...good, sub: '42' }],
      ['any other claim', { ...good, role: 'admin' }],
      ['the claims of our own tokens', { sub: '42', ver: 1, iat: nowSeconds }],
      ['no time of issue', { userId: 42 }],
      ['a time of issue that is text', { ...good, iat: '1' }],
      ['a time of issue to come', { ...good, iat: nowSeconds + 60 }],
      ['no user', { iat: 1 }],
      ['a user id that is text', { ...good, userId: '42' }],
      ['a user id that is no integer', { ...good, userId: 4.2 }],
      ['user 0', { ...good, userId: 0 }],
      ['a negative user id', { ...good, userId: -42 }],
      ['an id above those of the first backend', { ...good, userId: 1_000_000_001 }],
      ['an id of ours', { ...good, userId: 244_140_625_000_000 }],
      ['a kid', good, { header: { alg: 'HS256', kid: 'legacy' } }],
      ['the kid of one of our keys', good, { header: { alg: 'HS256', kid: 'k1' } }],
      ['a kid that is null', good, { header: { alg: 'HS256', kid: null } }],
      ['the type of our own tokens', good, { header: { alg: 'HS256', typ: 'device+jwt' } }],
      ['any other header', good, { header: { alg: 'HS256', cty: 'JWT' } }],
      ['a critical header', good, { header: { alg: 'HS256', crit: ['b64'], b64: true } }],
      ['HS512', good, { header: { alg: 'HS512' }, hash: 'sha512' }],
      ['no algorithm', good, { header: {} }],
      ['the algorithm none', good, { header: { alg: 'none' } }],
      ['an asymmetric algorithm', good, { header: { alg: 'RS256' } }],
      ['our own key', good, { key: Buffer.from(firstKey) }],
      ['the secret as it is configured, not decoded', good, { key: Buffer.from(legacy) }],
      ['an empty key', good, { key: new Uint8Array() }],
    ])('%s', async (_, claims, options) => {
      await expect(claimsOf(signed(claims, options))).rejects.toMatchObject({
        code: 'UNAUTHORIZED',
      });
    });

    it('has no signature', async () => {
      const [header = '', claims = ''] = signed(good, { header: { alg: 'none' } }).split('.');
      for (const signature of ['', 'AA']) {
        await expect(claimsOf(`${header}.${claims}.${signature}`)).rejects.toMatchObject({
          code: 'UNAUTHORIZED',
        });
      }
    });
  });
});

describe('the legacy secret', () => {
  const hexOf = (secret: string) =>
    legacyKeys(secret).map((key) => Buffer.from(key).toString('hex'));

  it('that is proper base 64 is one key', () => {
    expect(hexOf(legacy)).toEqual([legacyBytes.toString('hex')]);
    expect(hexOf('+/+/')).toEqual(['fbffbf']);
  });

  it('is read past spaces and line ends', () => {
    expect(hexOf(` ${legacy.slice(0, 10)}\r\n${legacy.slice(10)}\n`)).toEqual([
      legacyBytes.toString('hex'),
    ]);
  });

  it('with `-` or `_` is read without them, as JAXB does, and with them, as commons-codec does', () => {
    expect(hexOf('YWJj-_YWJj')).toEqual(['616263616263', '616263fbf61626']);
  });

  it('is read as jjwt with JAXB read it, by the figures its users published', () => {
    // github.com/jwtk/jjwt/issues/143
    const published = [
      -101, 43, 30, 114, -73, -83, -74, -119, 30, -98, -38, 28, -123, -87, -32, 122, 41, -23, -82,
      -121, 110,
    ];
    const [key] = legacyKeys('my-secret-token-to-change-in-production');
    expect([...Int8Array.from(key ?? [])].slice(0, published.length)).toEqual(published);
    // 33 letters: the last of them fills no quadruplet.
    expect(key).toHaveLength(24);
  });

  it('whose end fills no quadruplet is read without that end and with it', () => {
    expect(hexOf('YWJjZGU')).toEqual(['616263', '6162636465']);
    expect(hexOf('YWJjZA')).toEqual(['616263', '61626364']);
    expect(hexOf('YWJjZ')).toEqual(['616263']);
  });

  it('makes no empty key, with which anybody could sign', async () => {
    for (const secret of ['!', '비밀번호', '-', 'Y', '====']) {
      expect(legacyKeys(secret)).toEqual([]);
      await expect(
        claimsOf(signed(good, { key: new Uint8Array() }), { legacy: secret }),
      ).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    }
  });

  it.each([
    'my-secret-token-to-change-in-production',
    'learning_mate_jwt_secret_key_2023',
    'plainsecret',
  ])('%s verifies tokens under each of its readings', async (secret) => {
    const keys = legacyKeys(secret);
    expect(keys.length).toBeGreaterThan(1);
    for (const key of keys) {
      expect(await claimsOf(signed(good, { key }), { legacy: secret })).toEqual(accepted);
    }
    await expect(claimsOf(signed(good), { legacy: secret })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });
  });

  it('leaves our own tokens as they are', async () => {
    const secret = changeableSecret({ signer: 'k1', k1: firstKey, legacy }).read;
    const token = await tokenIssuer(secret, clock).issue({ userId: 7_001, tokenVersion: 2 });
    expect(await claimsOf(token)).toEqual({ userId: 7_001, tokenVersion: 2 });
  });

  it('leaves our own keys as they are', async () => {
    await expect(
      claimsOf(signed({ sub: '7001', ver: 1, iat: nowSeconds }, { key: Buffer.from(firstKey) })),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});

describe('the profile of a first backend’s user', () => {
  const profiles = new Map<number, User>();
  let creations: boolean[] = [];
  const authenticate = authenticator({
    verifyToken: verifierOf({ legacy }),
    users: {
      async findCaller(userId) {
        const user = profiles.get(userId);
        return user && { user, lecturesToday: 0, creditsToday: 0 };
      },
      async create(user) {
        const isFree = !profiles.has(user.userId);
        if (isFree) profiles.set(user.userId, user);
        creations.push(isFree);
        return isFree;
      },
    },
    noteActivity: async () => undefined,
    clock,
  });
  const authorization = `Bearer ${signed(good)}`;
  beforeEach(() => {
    profiles.clear();
    creations = [];
  });

  it('is made on first use, under a default name and the first token version', async () => {
    const { claims } = await authenticate('user', authorization);
    expect(claims).toEqual(accepted);
    expect([...profiles.values()]).toEqual([
      { userId: 42, name: '사용자000042', tokenVersion: 1, createdAt: testStart },
    ]);
  });

  it('is made once if the device’s first calls come all at once', async () => {
    const callers = await Promise.all(
      Array.from({ length: 8 }, () => authenticate('user', authorization)),
    );
    expect(creations.filter(Boolean)).toHaveLength(1);
    for (const { caller } of callers) expect(caller?.user).toEqual(profiles.get(42));
  });

  it('is left alone from then on', async () => {
    await authenticate('user', authorization);
    profiles.set(42, { userId: 42, name: '새 이름', tokenVersion: 1, createdAt: 0 });
    await authenticate('user', authorization);
    expect(creations).toEqual([true]);
    expect(profiles.get(42)?.name).toBe('새 이름');
  });

  it('is not made again for a revoked or deleted user', async () => {
    const user = { userId: 42, name: '', tokenVersion: 1, createdAt: 0 };
    for (const gone of [
      { ...user, deletedAt: testStart },
      { ...user, tokenVersion: 2 },
    ]) {
      profiles.set(42, gone);
      await expect(authenticate('user', authorization)).rejects.toMatchObject({
        code: 'UNAUTHORIZED',
      });
    }
    expect(creations).toEqual([]);
  });
});
