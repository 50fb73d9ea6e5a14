import { describe, expect, it } from 'vitest';
import { legacyKeys } from '../../../shared/platform/legacy-tokens.ts';
import { readKeyring } from '../../../shared/platform/token-keys.ts';
import { changeableSecret, firstKey, secondKey } from '../../support/token-secrets.ts';

const keyringOf = (value: unknown) => readKeyring(changeableSecret(value).read);

describe('the keyring', () => {
  it('signs with the one named signer and finds every other key', async () => {
    const keyring = await keyringOf({ signer: 'k2', k1: firstKey, k2: secondKey });

    expect(keyring.signer).toEqual({ kid: 'k2', key: new TextEncoder().encode(secondKey) });
    expect(keyring.find('k1')).toEqual(new TextEncoder().encode(firstKey));
    expect(keyring.find('k3')).toBeUndefined();
    expect(keyring.find('signer')).toBeUndefined();
    expect(keyring.find('toString')).toBeUndefined();
  });

  it.each([
    ['a key shorter than 32 bytes', { signer: 'k1', k1: firstKey, k2: 'x'.repeat(31) }],
    ['a signer that is not there', { signer: 'k9', k1: firstKey }],
    ['a signer that every object has', { signer: 'constructor', k1: firstKey }],
    ['a signer that names itself', { signer: 'signer', k1: firstKey }],
    ['the first backend as signer', { signer: 'legacy', legacy: firstKey, k1: firstKey }],
    ['no signer', { k1: firstKey }],
    ['an empty signer', { signer: '', '': firstKey }],
    ['a key that is no text', { signer: 'k1', k1: 12 }],
    ['nothing but text', 'hello'],
    ['null', null],
    ['a list', [firstKey]],
  ])('with %s is refused', async (_, value) => {
    await expect(keyringOf(value)).rejects.toThrow('The token keys secret is malformed');
  });

  it('is read once if it is good', async () => {
    let reads = 0;
    await readKeyring(async () => {
      reads += 1;
      return JSON.stringify({ signer: 'k1', k1: firstKey });
    });
    expect(reads).toBe(1);
  });

  it('without its signer says so', async () => {
    await expect(keyringOf({ signer: 'k9', k1: firstKey })).rejects.toThrow(
      'malformed:  the signer is not one of the keys',
    );
  });

  it('tells what is wrong with a secret and never its value', async () => {
    const short = 'too-short-but-secret';
    const error = await keyringOf({ signer: 'k1', k1: short }).catch(String);
    const broken = await readKeyring(async () => `{"signer": "${short}`).catch(String);

    expect(error).toContain('k1 Too small: expected string to have >=32 characters');
    expect(`${error} ${broken}`).not.toContain(short);
  });
});

describe('the first backend’s secret', () => {
  const readings = (secret: string) => legacyKeys(secret).map((key) => Buffer.from(key).toString());

  it('is one key if it is proper base 64', () => {
    expect(readings(Buffer.from('a secret of any length').toString('base64'))).toEqual([
      'a secret of any length',
    ]);
  });

  it('is the same key without characters that are skipped', () => {
    expect(readings('YWJj ZGVm!\nZ2hp')).toEqual(['abcdefghi']);
  });

  it('is one key for each way in which a lenient decoder may have read it', () => {
    expect(readings('YWJjZG')).toEqual(['abc', 'abcd']);
    expect(readings('YWJj-ZGVm').length).toBeGreaterThan(1);
    expect(readings('YWJj-ZGVm')).toContain('abcdef');
  });

  it('of a single letter is a key', () => {
    expect(readings('YQ==')).toEqual(['a']);
  });

  it('that decodes to nothing is no key at all', () => {
    expect(legacyKeys('!!!')).toEqual([]);
  });
});
