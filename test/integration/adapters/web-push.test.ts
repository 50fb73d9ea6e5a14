import { createECDH } from 'node:crypto';
import { decrypt } from 'http_ece';
import { beforeEach, describe, expect, it } from 'vitest';
import { pushServicesOf } from '../../../shared/adapters/push-hosts.ts';
import { vapidKeyOf } from '../../../shared/adapters/vapid-key.ts';
import { webPush } from '../../../shared/adapters/web-push.ts';
import { notificationText } from '../../../shared/reminders/notifications.ts';
import type { Device, SendPush } from '../../../shared/reminders/ports.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { pushService } from '../../support/push-service.ts';

const clock = manualClock();
const service = await pushService(clock.now);
const key = vapidKeyOf('a secret of the tests');
const message = {
  text: notificationText('READY', 'ko', 42),
  ...{ timeToLiveSeconds: 3_600, topic: 'lecture' },
};

let notes: unknown[];
let asked: string[];
let push: SendPush;

const newPush = () =>
  webPush({
    readKey: async () => key,
    contact: 'https://learning.example',
    isPushService: pushServicesOf([service.origin]),
    fetch: (...args) => {
      asked.push(String(args[0]));
      return fetch(...args);
    },
    clock: clock.now,
    note: (what) => notes.push(what),
  });

const device = (name: string): Device => ({
  ...service.subscribe(name, key.publicKey),
  since: 0,
});

beforeEach(() => {
  notes = [];
  asked = [];
  push = newPush();
});

describe('the decryption that tests rely on', () => {
  it('opens the message of RFC 8291, section 5', () => {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'));
    const body = Buffer.from(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml' +
        'mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT' +
        'pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
      'base64url',
    );
    const opened = decrypt(body, {
      ...{ version: 'aes128gcm', privateKey: ecdh, authSecret: 'BTBZMqHH6r4Tts7J_aSIgg' },
    });
    expect(opened.toString()).toBe('When I grow up, I want to be a watermelon');
  });
});

describe('a message to a device', () => {
  it('arrives, encrypted for the device alone and signed for its push service', async () => {
    const [one, other] = [device('one'), device('other')];
    expect(await push(one, message)).toEqual({ kind: 'sent' });
    expect(await push(other, message)).toEqual({ kind: 'sent' });
    expect(service.complaints).toEqual([]);
    expect(service.received.slice(-2)).toEqual(
      ['one', 'other'].map((name) => ({
        device: name,
        notification: {
          ...{ kind: 'READY', language: 'ko', hash: '#/lectures/42' },
          ...{ title: '피드백이 나왔어요', body: '무엇을 잘 짚었는지 확인해 보세요.' },
        },
        ...{ timeToLiveSeconds: 3_600, topic: 'lecture' },
        // What Firefox on Android accepts at most is 3,052.
        bytes: 512 + 103,
      })),
    );
    expect(notes).toEqual([]);
  });

  it('is signed again before its token expires', async () => {
    const one = device('long');
    for (let time = 0; time < 5; time++) {
      expect(await push(one, message)).toEqual({ kind: 'sent' });
      clock.advanceSeconds(5 * 3_600);
    }
    expect(service.complaints).toEqual([]);
  });

  it('goes to no other host, whatever its row says', async () => {
    const elsewhere = { ...device('a'), endpoint: 'https://169.254.169.254/latest' };
    expect(await push(elsewhere, message)).toEqual({ kind: 'gone' });
    expect(asked).toEqual([]);
  });

  it('is not sent with invalid keys', async () => {
    const broken = { ...device('b'), p256dh: `B${'A'.repeat(86)}` };
    expect(await push(broken, message)).toEqual({ kind: 'gone' });
    expect(asked).toEqual([]);
  });
});

describe('a push service', () => {
  it.each([404, 410])('that answers %i no longer knows the device', async (status) => {
    service.answer('gone', { status });
    expect(await push(device('gone'), message)).toEqual({ kind: 'gone' });
    expect(notes).toEqual([{ host: expect.any(String), status, outcome: 'gone' }]);
  });

  it.each([
    [{ status: 429, headers: { 'retry-after': '30' } }, 30],
    [{ status: 503, headers: { 'retry-after': '0' } }, 1],
    [{ status: 503 }, 60],
    [{ status: 429, headers: { 'retry-after': 'soon' } }, 60],
  ] as const)('that answers %j is left alone for %i seconds', async (answer, seconds) => {
    const one = device('busy');
    service.answer('busy', answer);
    expect(await push(one, message)).toEqual({ kind: 'wait', seconds });
    // Whoever else is written to there.
    expect(await push(device('beside'), message)).toEqual({ kind: 'wait', seconds });
    expect(asked).toHaveLength(1);
    service.answer('busy', undefined);
    clock.advanceSeconds(seconds);
    expect(await push(one, message)).toEqual({ kind: 'sent' });
  });

  it('may name the moment until which it wants to be left alone', async () => {
    const at = new Date(clock.now() + 90_500).toUTCString();
    service.answer('dated', { status: 503, headers: { 'retry-after': at } });
    expect(await push(device('dated'), message)).toEqual({ kind: 'wait', seconds: 90 });
  });

  it.each([301, 307, 308])('that answers %i is not followed elsewhere', async (status) => {
    service.answer('moved', { status, headers: { location: `${service.origin}/push/one` } });
    const before = service.received.length;
    expect(await push(device('moved'), message)).toEqual({ kind: 'failed' });
    expect(service.received).toHaveLength(before);
    expect(asked).toHaveLength(1);
  });

  it.each([400, 401, 403, 413, 500, 502])('that answers %i gets no second try', async (status) => {
    service.answer('failing', { status });
    expect(await push(device('failing'), message)).toEqual({ kind: 'failed' });
  });

  it('that is unreachable may have accepted it: there is no second try, and the error names no address', async () => {
    const away = webPush({
      readKey: async () => key,
      contact: 'https://learning.example',
      isPushService: () => true,
      fetch: () => Promise.reject(new TypeError('fetch failed')),
      clock: clock.now,
      note: (what) => notes.push(what),
    });
    expect(await away(device('secret-name'), message)).toEqual({ kind: 'failed' });
    expect(JSON.stringify(notes)).not.toContain('secret-name');
    expect(notes).toEqual([expect.objectContaining({ outcome: 'failed', error: 'TypeError' })]);
  });
});
