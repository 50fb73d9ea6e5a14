import { beforeEach, describe, expect, it } from 'vitest';
import { admobKeys } from '../../../shared/adapters/admob-keys.ts';
import real from '../../fixtures/admob-callbacks.json' with { type: 'json' };
import {
  adSigner,
  type KeyServer,
  type KeyServerAnswer,
  keyServer,
} from '../../support/rewarded-ads.ts';

const signer = adSigner();
/** P-384, with which no callback is signed. */
const ofAnotherCurve =
  'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEC1uWSXj2czCDwMTLWV5BFmwxdM6PX9p+Pk9Yf9rIf374m5XP1U8q79dBhLSIuaojsvOT39UUcPJROSD1FqYLued0rXiooIii1D3jaW6pmGVJFhodzC31cy5sfOYotrzF';

describe('a key server', () => {
  let server: KeyServer;
  beforeEach(async () => {
    server = await keyServer({ keys: [signer.listed] });
    return () => server.stop();
  });
  const keysNow = (limitMilliseconds?: number) => admobKeys(server.url, limitMilliseconds)();

  it('gives keys by their ids, which verify what they signed', async () => {
    server.answer({ keys: [signer.listed, { ...real.key, pem: 'unread' }] });
    const keys = await keysNow();
    expect([...keys.keys()]).toEqual([String(signer.keyId), String(real.key.keyId)]);
    const [, text = '', signature = ''] = /^(.*)&signature=(.*)&/.exec(signer.signed('a=b')) ?? [];
    expect(keys.get(String(signer.keyId))?.verifies(text, signature)).toBe(true);
    expect(keys.get(String(real.key.keyId))?.verifies(text, signature)).toBe(false);
  });

  it('may list entries that are no keys of callbacks: the others are used', async () => {
    const { listed } = signer;
    const odd = [
      ...[null, 'key', {}, { ...listed, keyId: '1' }, { ...listed, keyId: 2, base64: 'AAAA' }],
      { keyId: 3, base64: ofAnotherCurve },
    ];
    server.answer({ keys: [...odd, listed] });
    expect([...(await keysNow()).keys()]).toEqual([String(listed.keyId)]);
  });

  it.each<[string, KeyServerAnswer]>([
    ['is down', { status: 503 }],
    ['knows no such address', { status: 404 }],
    ['answers no JSON', { text: '<html>' }],
    ['answers something else', { text: '{"keys":{}}' }],
    ['has no key at all', { keys: [] }],
    ['leads somewhere else', { leadsTo: 'http://127.0.0.1:9/' }],
    ['answers without end', 'without end'],
  ])('gives none if it %s', async (_, answer) => {
    server.answer(answer);
    await expect(keysNow()).rejects.toThrow();
  });

  it('gives none if it hangs, which is not waited for', async () => {
    server.answer('nothing, ever');
    await expect(keysNow(50)).rejects.toThrow();
  });
});
