import { encryptNotification } from '@block65/webcrypto-web-push';
import { importJWK, SignJWT } from 'jose';
import type { Device, PushOutcome, SendPush } from '../reminders/ports.ts';
import type { IsPushService } from './push-hosts.ts';
import type { VapidKey } from './vapid-key.ts';

export interface WebPushOptions {
  readonly readKey: () => Promise<VapidKey>;
  /** The address that operators of a push service can write to: `mailto:` or `https:`. */
  readonly contact: string;
  readonly isPushService: IsPushService;
  readonly fetch: typeof fetch;
  readonly clock: () => number;
  /** Is called with what came of a message that did not arrive, without a device's address. */
  readonly note: (what: Readonly<Record<string, string | number>>) => void;
}

const answerMilliseconds = 5_000;

/** RFC 8292 allows a day. A token is signed once for each push service and used for half of that. */
const tokenSeconds = 12 * 3_600;
const renewedSeconds = tokenSeconds / 2;

/** The wait where a push service is too busy and does not say for how long. */
const waitSeconds = 60;

/**
 * Sends messages to devices by Web Push. They are encrypted for the device alone (RFC 8291) and signed for
 * its push service (RFC 8292). Redirects are not followed. If a push service asks to wait, this environment
 * sends it nothing until then, whomever the message is for.
 */
export function webPush(options: WebPushOptions): SendPush {
  const { isPushService, clock, note } = options;
  const authorizationFor = authorizations(options);
  const busyUntil = new Map<string, number>();

  return async (device, message) => {
    if (!isPushService(device.endpoint)) return { kind: 'gone' };
    const { origin, host } = new URL(device.endpoint);
    const seconds = Math.ceil(((busyUntil.get(origin) ?? 0) - clock()) / 1000);
    if (seconds > 0) return { kind: 'wait', seconds };
    const body = await encrypted(device, message.text);
    if (!body) return { kind: 'gone' };
    const headers = {
      authorization: await authorizationFor(origin),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      ttl: String(message.timeToLiveSeconds),
      topic: message.topic,
      urgency: 'normal',
    };
    try {
      const answer = await options.fetch(device.endpoint, {
        ...{ method: 'POST', headers, body, redirect: 'manual' },
        signal: AbortSignal.timeout(answerMilliseconds),
      });
      await answer.body?.cancel();
      const outcome = outcomeOf(answer, clock());
      if (outcome.kind === 'wait') busyUntil.set(origin, clock() + outcome.seconds * 1000);
      if (outcome.kind !== 'sent') note({ host, status: answer.status, outcome: outcome.kind });
      return outcome;
    } catch (error) {
      // The message may have arrived all the same, and nothing is sent twice.
      note({ host, outcome: 'failed', error: error instanceof Error ? error.name : 'unknown' });
      return { kind: 'failed' };
    }
  };
}

/**
 * Undefined where the device's keys are invalid. There is no padding, because Firefox on Android takes at
 * most 3 KB.
 */
async function encrypted(
  device: Device,
  text: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { endpoint, p256dh, auth } = device;
  try {
    const subscription = { endpoint, expirationTime: null, keys: { p256dh, auth } };
    const bytes = new TextEncoder().encode(text);
    return new Uint8Array(await encryptNotification(subscription, bytes, { pad: false }));
  } catch {
    return undefined;
  }
}

/** What an answer means, by RFC 8030 and by what push services answer beyond it. */
function outcomeOf({ status, headers }: Response, now: number): PushOutcome {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  // Only these answers say for certain that the message was not taken.
  if (status === 429 || status === 503) {
    return { kind: 'wait', seconds: retryAfterSeconds(headers.get('retry-after'), now) };
  }
  return { kind: 'failed' };
}

/** `Retry-After` is a number of seconds or a date. */
function retryAfterSeconds(header: string | null, now: number): number {
  if (header === null) return waitSeconds;
  if (/^\d{1,9}$/.test(header)) return Math.max(1, Number(header));
  const at = Date.parse(header);
  return Number.isNaN(at) ? waitSeconds : Math.max(1, Math.ceil((at - now) / 1000));
}

/** One token for each push service, until half of its life is over. */
function authorizations({ readKey, contact, clock }: WebPushOptions) {
  const kept = new Map<string, { until: number; value: Promise<string> }>();
  const signed = async (origin: string, nowSeconds: number) => {
    const { publicKey, jwk } = await readKey();
    const token = await new SignJWT()
      .setProtectedHeader({ typ: 'JWT', alg: 'ES256' })
      .setAudience(origin)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + tokenSeconds)
      .setSubject(contact)
      .sign(await importJWK({ ...jwk }, 'ES256'));
    return `vapid t=${token}, k=${publicKey}`;
  };
  return (origin: string): Promise<string> => {
    const nowSeconds = Math.floor(clock() / 1000);
    const before = kept.get(origin);
    if (before && before.until > nowSeconds) return before.value;
    const value = signed(origin, nowSeconds);
    kept.set(origin, { until: nowSeconds + renewedSeconds, value });
    value.catch(() => kept.delete(origin));
    return value;
  };
}
