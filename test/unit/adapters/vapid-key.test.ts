import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto';
import { expect, it } from 'vitest';
import { vapidKeyOf } from '../../../shared/adapters/vapid-key.ts';

const secret = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ab';

it('a secret always gives the same key pair, since devices know the service by it', () => {
  // Pinned: another derivation would strand every device that has subscribed.
  expect(vapidKeyOf(secret).publicKey).toBe(
    'BFcdOAdnlqv3t2yH_Kew6NdlWs3mnoabRXacQZqXlbg2L__zaXsh2Qj1AVWUAeVb9hic-8vfFe8gAl6qKYd4Dos',
  );
  expect(vapidKeyOf(secret)).toEqual(vapidKeyOf(secret));
  expect(vapidKeyOf(`${secret}.`).publicKey).not.toBe(vapidKeyOf(secret).publicKey);
});

it.each([secret, '', '1', 'x'.repeat(1_000)])('a derived key is a pair of P-256 (%#)', (text) => {
  const { publicKey, jwk } = vapidKeyOf(text);
  const point = Buffer.from(publicKey, 'base64url');
  expect([point.length, point[0]]).toEqual([65, 4]);
  const key = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  const { kty, crv, x, y } = jwk;
  const known = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
  const signature = createSign('sha256').update('said').sign(key);
  expect(createVerify('sha256').update('said').verify(known, signature)).toBe(true);
  expect(createPublicKey(key).export({ format: 'jwk' })).toEqual({ kty, crv, x, y });
});
