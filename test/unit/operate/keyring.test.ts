import { describe, expect, it } from 'vitest';
import {
  kidsOf,
  parseRing,
  type Ring,
  ringText,
  waitingKid,
  withLegacy,
  withNewKey,
  withoutKey,
  withSigner,
} from '../../../infra/operate/keyring.ts';
import { firstKey, secondKey } from '../../support/token-secrets.ts';

const ring: Ring = { signer: 'k2', k1: firstKey, k2: secondKey };

describe('a new key', () => {
  it('takes the next number and leaves signer and keys as they are', () => {
    const { ring: grown, kid } = withNewKey(ring);
    expect(kid).toBe('k3');
    expect(grown).toMatchObject(ring);
    expect(grown['k3']).toMatch(/^[\w-]{64}$/);
    expect(withNewKey(ring).ring['k3']).not.toBe(grown['k3']);
  });

  it('counts on from the highest number, whatever gaps or names there are', () => {
    const gaps = { signer: 'k9', k2: firstKey, k9: secondKey, spare: firstKey };
    expect(withNewKey(gaps).kid).toBe('k10');
    expect(kidsOf(withNewKey(gaps).ring)).toEqual(['spare', 'k2', 'k9', 'k10']);
  });

  it('waits until it is made the signer', () => {
    expect(waitingKid(ring)).toBeUndefined();
    const { ring: grown } = withNewKey(ring);
    expect(waitingKid(grown)).toBe('k3');
    expect(waitingKid(withSigner(grown, 'k3'))).toBeUndefined();
  });

  it('does not take over the signing from a newer one', () => {
    expect(withSigner(ring, 'k1')).toEqual(ring);
    expect(() => withSigner(ring, 'k3')).toThrow('There is no key k3');
  });
});

describe('retiring', () => {
  it('removes one key, or the first backend’s secret', () => {
    expect(withoutKey(ring, 'k1')).toEqual({ signer: 'k2', k2: secondKey });
    expect(withoutKey({ ...ring, legacy: 'bGVnYWN5' }, 'legacy')).toEqual(ring);
  });

  it.each([
    ['the signer', 'k2', 'signs the tokens'],
    ['a key that is not there', 'k7', 'There is no key k7; there are k1, k2.'],
    ['what every object has', 'constructor', 'There is no key constructor'],
    ['the name of the signer’s field', 'signer', 'There is no key signer'],
  ])('refuses %s', (_, kid, message) => {
    expect(() => withoutKey(ring, kid)).toThrow(message);
  });
});

describe('the secret of the first backend', () => {
  it('is kept as it was configured there', () => {
    expect(withLegacy(ring, 'bGVnYWN5LXNlY3JldA==')['legacy']).toBe('bGVnYWN5LXNlY3JldA==');
  });

  it('is refused if no key can be made from it', () => {
    expect(() => withLegacy(ring, '!!')).toThrow('base 64');
  });
});

describe('the secret’s text', () => {
  it('is what the functions can read', async () => {
    expect(await parseRing(await ringText(ring))).toEqual(ring);
    await expect(ringText({ signer: 'k1', k1: 'too short' })).rejects.toThrow('malformed');
    await expect(ringText({ signer: 'k9', k1: firstKey })).rejects.toThrow('malformed');
  });

  it('is not shown if it is malformed', async () => {
    const error = await parseRing(`{"signer":"k1","k1":"${firstKey}"`).catch(String);
    expect(error).toContain('Nothing was changed');
    expect(error).not.toContain(firstKey);
  });
});
