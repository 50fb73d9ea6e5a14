import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../shared/adapters/admob-keys.ts';
import {
  factsOf,
  possibleSignedTexts,
  readSignedCallback,
} from '../../../shared/rewards/signed-callback.ts';
import real from '../../fixtures/admob-callbacks.json' with { type: 'json' };
import { adSigner } from '../../support/rewarded-ads.ts';

/** The text of a query that a key has signed. */
function signedTextOf(query: string, base64: string): string | undefined {
  const callback = readSignedCallback(query);
  if (!callback) return undefined;
  return possibleSignedTexts(callback.signed).find((text) =>
    keyOf(base64)?.verifies(text, callback.signature),
  );
}

const { base64: googlesKey } = real.key;

describe('a callback that Google signed', () => {
  it.each(real.callbacks)(
    'is verified, and read from the text that was signed: $what',
    (callback) => {
      const text = signedTextOf(callback.query, googlesKey);
      expect(text).toBeDefined();
      expect(factsOf(text ?? '')).toEqual({ customData: undefined, ...callback.facts });
      expect(readSignedCallback(callback.query)?.keyId).toBe(String(real.key.keyId));
    },
  );

  it.each(real.callbacks)('is refused with any letter of it changed: $what', ({ query }) => {
    const end = query.indexOf('&signature=');
    for (let at = 0; at < end; at += 1) {
      const other = query[at] === '7' ? '8' : '7';
      const changed = query.slice(0, at) + other + query.slice(at + 1);
      expect(signedTextOf(changed, googlesKey), changed).toBeUndefined();
    }
  });

  it.each(real.callbacks)('is refused with another signature, or by another key: $what', (one) => {
    const changed = one.query.replace(/(&signature=.{20})(.)/, (_, before, letter) =>
      [before, letter === 'A' ? 'B' : 'A'].join(''),
    );
    expect(signedTextOf(changed, googlesKey)).toBeUndefined();
    expect(signedTextOf(one.query, adSigner().listed.base64)).toBeUndefined();
  });
});

/** From tink-crypto/tink, RewardedAdsVerifierTest: a key that is published with its private half. */
const tink = {
  base64:
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEPYnHwS8uegWAewQtlxizmLFynwHcxRT1PK07cDA6/C4sXrVI1SzZCUx8U8S0LjMrT6ird/VW7be3Mz6t/srtRQ==',
  other:
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEU8E6JppGKFG40r5dDU1idHRN52NuwsemFzXZh1oUqh3bGUPgPioH+RoWnmVSUQz1WfM2426w9f0GADuXzpUkcw==',
  privateKey:
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZj/Dldxz8fvKVF5OTeAtK6tY3G1McmvhMppe6ayW6GahRANCAAQ9icfBLy56BYB7BC2XGLOYsXKfAdzFFPU8rTtwMDr8LixetUjVLNkJTHxTxLQuMytPqKt39Vbtt7czPq3+yu1F',
  sign(text: string) {
    const der = Buffer.from(this.privateKey, 'base64');
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return sign('sha256', Buffer.from(text), key).toString('base64url');
  },
};

describe('a case of Tink’s test RewardedAdsVerifierTest', () => {
  const query = 'foo1=bar1&foo2=bar2';
  const whole = `${query}&signature=${tink.sign(query)}&key_id=1234`;

  it('verifies', () => {
    expect(signedTextOf(whole, tink.base64)).toBe(query);
    expect(signedTextOf(whole, tink.other)).toBeUndefined();
  });

  it('verifies with escapes, over the decoded text', () => {
    const decoded = 'foo=hello world&bar=user@gmail.com';
    const escaped = 'foo=hello%20world&bar=user%40gmail.com';
    const signed = `${escaped}&signature=${tink.sign(decoded)}&key_id=1234`;
    expect(signedTextOf(signed, tink.base64)).toBe(decoded);
  });

  it('is refused without a signature and without a key', () => {
    expect(readSignedCallback(query)).toBeUndefined();
    expect(readSignedCallback(`${query}&signature=foo`)).toBeUndefined();
  });
});

describe('a query that is no callback', () => {
  const signer = adSigner();
  const good = signer.callback();
  const [, signature] = /&signature=([^&]*)/.exec(good) ?? [];

  it.each([
    ['that is empty', ''],
    ['that is a signature alone', `&signature=${signature}&key_id=1`],
    ['whose key comes before its signature', `a=b&key_id=1&signature=${signature}`],
    ['with something behind the key', `${good}&custom_data=x`],
    ['with something between signature and key', good.replace('&key_id', '&a=b&key_id')],
    ['with a second signature', good.replace('&signature', '&signature=AA&signature')],
    ['with a second key', good.replace('&key_id', '&key_id=1&key_id')],
    ['whose key is no number', good.replace(/key_id=.*/, 'key_id=one')],
    ['whose key leaves the numbers', good.replace(/key_id=.*/, `key_id=${'9'.repeat(20)}`)],
    ['whose signature is no base 64', good.replace(/signature=./, 'signature=%00')],
    ['that is oversized', signer.signed(`ad_unit=1&custom_data=${'x'.repeat(2_000)}`)],
  ])('is refused: %s', (_, query) => {
    expect(readSignedCallback(query)).toBeUndefined();
  });
});

it('a query is accepted up to 2,000 characters', () => {
  const ofLength = (length: number) => {
    const ending = '&signature=AA&key_id=1';
    return `a=${'x'.repeat(length - 2 - ending.length)}${ending}`;
  };
  expect(readSignedCallback(ofLength(2_000))).toBeDefined();
  expect(readSignedCallback(ofLength(2_001))).toBeUndefined();
});

describe('the facts of a signed text', () => {
  const signer = adSigner();

  it('are those of the text as it stands if that was signed, including escapes', () => {
    const text = 'ad_unit=1&custom_data=a%26ad_unit%3D2&transaction_id=t';
    const asItStands = signedTextOf(signer.signed(text, 'as it stands'), signer.listed.base64);
    expect(asItStands).toBe(text);
    expect(factsOf(asItStands ?? '')).toMatchObject({ adUnit: '1', customData: 'a%26ad_unit%3D2' });
  });

  it('are none if custom data turn out to be parameters once they are decoded', () => {
    const text = 'ad_unit=1&custom_data=a%26ad_unit%3D2&transaction_id=t';
    const decoded = signedTextOf(signer.signed(text), signer.listed.base64);
    expect(decoded).toBe('ad_unit=1&custom_data=a&ad_unit=2&transaction_id=t');
    expect(factsOf(decoded ?? '')).toBeUndefined();
  });

  const twice = [
    ...['ad_network', 'ad_unit', 'custom_data', 'reward_amount', 'reward_item', 'timestamp'],
    ...['transaction_id', 'user_id'],
  ].map((name) => `${name}=1&${name}=1`);

  it.each([...twice, 'ad_unit=1&signature=x', 'key_id=1&ad_unit=1'])('are none of %s', (text) => {
    expect(factsOf(text)).toBeUndefined();
  });

  it('keep a plus and a letter of another script as they are, and an escape of no letter', () => {
    expect(possibleSignedTexts('reward_item=a+b%2B')).toEqual([
      'reward_item=a+b%2B',
      'reward_item=a+b+',
    ]);
    expect(possibleSignedTexts('reward_item=%EA%B0%95')).toContain('reward_item=강');
    expect(possibleSignedTexts('reward_item=%E0%A4%A')).toEqual(['reward_item=%E0%A4%A']);
  });

  it('leave out what has another shape than real ones have', () => {
    expect(
      factsOf('ad_unit=ca-app-pub-1/2&timestamp=1507770365237823&transaction_id=a b&x=1&x=2'),
    ).toEqual({
      adUnit: undefined,
      customData: undefined,
      earnedAt: undefined,
      transactionId: undefined,
    });
  });
});
