import { describe, expect, it } from 'vitest';
import { fingerprint, keyedDigest } from '../../../shared/platform/digests.ts';
import { changeableSecret, firstKey, secondKey } from '../../support/token-secrets.ts';

describe('the fingerprint of a request', () => {
  it('depends on each of its parts and on their order', () => {
    const given = [['a', 'b'], ['ab'], ['b', 'a'], ['a', 'b', ''], []].map(fingerprint);
    expect(new Set(given).size).toBe(given.length);
    expect(fingerprint(['a', 'b'])).toBe(given[0]);
  });

  it('is SHA-256 of their JSON, like those that are stored already', () => {
    // printf '["a","b"]' | sha256sum
    expect(fingerprint(['a', 'b'])).toBe(
      '0473ef2dc0d324ab659d3580c1134e9d812035905c4781fdd6d529b0c6860e13',
    );
  });
});

describe('the digest of a short text', () => {
  const digestBy = (key: string) =>
    keyedDigest(changeableSecret({ signer: 'k1', k1: key }).read)('1234');

  it('is HMAC-SHA-256 under the key that signs, like those that are stored already', async () => {
    // printf 1234 | openssl dgst -sha256 -hmac KEY -binary | basenc --base64url
    expect(await digestBy(firstKey)).toBe('uw7xCBf_xdF9zD7BXX7U1u5YyfioeyYuETiKd3AFIWM');
  });

  it('differs under another key', async () => {
    expect(await digestBy(secondKey)).not.toBe(await digestBy(firstKey));
  });
});
