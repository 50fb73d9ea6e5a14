import { createECDH, type ECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt } from 'http_ece';
import { importJWK, jwtVerify } from 'jose';
import { afterAll } from 'vitest';
import * as z from 'zod';

/** A message as a device gets it from its push service. */
export interface ReceivedPush {
  /** The device's, by the name it subscribed under. */
  readonly device: string;
  /** What its service worker reads. */
  readonly notification: {
    readonly kind: string;
    readonly title: string;
    readonly body: string;
    readonly language: string;
    readonly hash: string;
  };
  readonly timeToLiveSeconds: number;
  readonly topic: string | undefined;
  /** The length of the body as it came. */
  readonly bytes: number;
}

/** What the service answers instead of accepting a message. */
export interface PushAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As a client tells the API about it. */
export interface SubscribedDevice {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface TestPushService {
  /** As `PUSH_HOSTS` names it. */
  readonly origin: string;
  readonly received: readonly ReceivedPush[];
  /** What was wrong with requests, in words: a test expects none. */
  readonly complaints: readonly string[];
  /** A device that accepts only messages of that key, as browsers do. */
  subscribe(name: string, publicKey: string): SubscribedDevice;
  /** Answers like this from now on; undefined means as it should. */
  answer(device: string, answer: PushAnswer | undefined): void;
  stop(): Promise<void>;
}

interface KnownDevice {
  readonly ecdh: ECDH;
  readonly auth: string;
  readonly publicKey: string;
}

const notificationSchema = z.strictObject({
  kind: z.string(),
  title: z.string().min(1),
  body: z.string().min(1),
  language: z.string(),
  hash: z.string().startsWith('#/'),
});

/**
 * A push service of this machine: it holds each message to RFC 8030, 8188, 8291 and 8292, by
 * implementations that the product does not use, and decrypts it as the device would.
 *
 * @param now what its clock shows
 */
export async function startPushService(now: () => number = Date.now): Promise<TestPushService> {
  const devices = new Map<string, KnownDevice>();
  const answers = new Map<string, PushAnswer>();
  const received: ReceivedPush[] = [];
  const complaints: string[] = [];
  const server = createServer((request, response) => {
    void take(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const name = /^\/push\/([\w-]+)$/.exec(request.url ?? '')?.[1] ?? '';
    const device = devices.get(name);
    if (!device) return end(response, { status: 404 });
    const answer = answers.get(name);
    if (answer) return end(response, answer);
    try {
      await checkSender(request, device);
      received.push(read(name, device, request, Buffer.concat(chunks)));
      end(response, { status: 201, headers: { location: `${origin}/message/1` } });
    } catch (error) {
      complaints.push(String(error));
      end(response, { status: 400 });
    }
  }

  /**
   * RFC 8292: the token is for this service, short-lived, and signed by the key that the device knows.
   */
  async function checkSender(request: IncomingMessage, { publicKey }: KnownDevice): Promise<void> {
    const given = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(request.headers.authorization ?? '');
    const [, token = '', key = ''] = given ?? [];
    if (key !== publicKey) throw new Error(`signed by ${key}, and the device knows ${publicKey}`);
    const point = Buffer.from(key, 'base64url');
    const jwk = {
      ...{ kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url') },
      y: point.subarray(33).toString('base64url'),
    };
    const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), {
      audience: origin,
      currentDate: new Date(now()),
      requiredClaims: ['exp', 'sub'],
    });
    const livesSeconds = (payload.exp ?? 0) - now() / 1000;
    if (livesSeconds > 24 * 3_600) throw new Error(`a token for ${livesSeconds} s`);
    if (!/^(?:mailto:|https:)/.test(payload.sub ?? '')) throw new Error(`nobody: ${payload.sub}`);
  }

  return {
    origin,
    received,
    complaints,
    subscribe(name, publicKey) {
      const ecdh = createECDH('prime256v1');
      ecdh.generateKeys();
      const auth = randomBytes(16).toString('base64url');
      devices.set(name, { ecdh, auth, publicKey });
      return {
        endpoint: `${origin}/push/${name}`,
        p256dh: ecdh.getPublicKey().toString('base64url'),
        auth,
      };
    },
    answer(name, answer) {
      if (answer) answers.set(name, answer);
      else answers.delete(name);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** RFC 8030's headers and RFC 8291's body, opened by the device's own keys. */
function read(
  device: string,
  { ecdh: privateKey, auth: authSecret }: KnownDevice,
  { method, headers }: IncomingMessage,
  body: Buffer,
): ReceivedPush {
  if (method !== 'POST') throw new Error(`${method} is no way to push`);
  if (headers['content-encoding'] !== 'aes128gcm') throw new Error('is not encrypted');
  if (body.length > 4_096) throw new Error(`${body.length} bytes`);
  const { ttl = '', topic, urgency = 'normal' } = headers;
  if (!/^\d+$/.test(String(ttl))) throw new Error(`ttl: ${ttl}`);
  if (topic !== undefined && !/^[\w-]{1,32}$/.test(String(topic)))
    throw new Error(`topic: ${topic}`);
  if (!['very-low', 'low', 'normal', 'high'].includes(String(urgency))) throw new Error('urgency');
  const text = decrypt(body, { version: 'aes128gcm', privateKey, authSecret }).toString();
  return {
    device,
    notification: notificationSchema.parse(JSON.parse(text)),
    timeToLiveSeconds: Number(ttl),
    topic: topic === undefined ? undefined : String(topic),
    bytes: body.length,
  };
}

function end(response: ServerResponse, { status, headers = {} }: PushAnswer): void {
  response.writeHead(status, { ...headers }).end();
}

/** One for all tests of a file; it stops after them. */
export async function pushService(now?: () => number): Promise<TestPushService> {
  const service = await startPushService(now);
  afterAll(() => service.stop());
  return service;
}
