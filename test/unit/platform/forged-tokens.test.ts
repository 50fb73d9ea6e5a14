import { createHmac, generateKeyPairSync } from 'node:crypto';
import { UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { firstKey, secondKey } from '../../support/token-secrets.ts';
import { bytes, goodHeader, refused, tokens } from './token-fixtures.ts';

const signedByHand = (input: string, hash = 'sha256') =>
  `${input}.${createHmac(hash, firstKey).update(input).digest('base64url')}`;

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

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
