import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { Hash } from '@smithy/core/serde';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readSecretValue } from '../../../shared/platform/secret-value.ts';

const secretArn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:sentry';
const at = new Date('2026-11-22T03:04:05.678Z');
const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'session',
};
const servers: (Server | TcpServer)[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function portOf(server: Server | TcpServer): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'object' && address) return address.port;
  throw new Error('no port');
}

interface Seen {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What reached a Secrets Manager that answers like this, and the secret as it was read. */
async function readAnswered(
  answer: (response: ServerResponse) => void,
  environment: Readonly<Record<string, string>> = credentials,
) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const { method, headers } = request;
    seen.push({ method, headers, body: await text(request) });
    answer(response);
  });
  const port = await portOf(server);
  const url = `http://127.0.0.1:${port}`;
  const read = readSecretValue(secretArn, { AWS_ENDPOINT_URL: url, ...environment }, at);
  return { seen, read, port };
}

const readFrom = (status: number, body: string) =>
  readAnswered((response) => response.writeHead(status).end(body));

describe('a secret', () => {
  it('is read with the function’s own credentials', async () => {
    const { seen, read } = await readFrom(200, '{"SecretString":"value"}');

    expect(await read).toBe('value');
    expect(seen).toMatchObject([
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-date': '20261122T030405Z',
          'x-amz-security-token': 'session',
          'x-amz-target': 'secretsmanager.GetSecretValue',
        },
        body: JSON.stringify({ SecretId: secretArn }),
      },
    ]);
  });

  it.each([
    ['a session', credentials, { sessionToken: 'session' }],
    ['none', { ...credentials, AWS_SESSION_TOKEN: undefined }, {}],
  ])(
    'is read under the signature that AWS’s own signer makes, with %s',
    async (_, own, session) => {
      const environment = Object.fromEntries(
        Object.entries(own).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]],
        ),
      );
      const { seen, read, port } = await readAnswered(
        (response) => response.end('{"SecretString":"value"}'),
        environment,
      );
      await read;

      const signer = new SignatureV4({
        ...{
          service: 'secretsmanager',
          region: 'us-east-1',
          sha256: Hash.bind(null, 'sha256'),
          applyChecksum: false,
        },
        credentials: {
          accessKeyId: credentials.AWS_ACCESS_KEY_ID,
          secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY,
          ...session,
        },
      });
      const request = new HttpRequest({
        ...{ method: 'POST', hostname: '127.0.0.1', port, path: '/' },
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          host: `127.0.0.1:${port}`,
          'x-amz-target': 'secretsmanager.GetSecretValue',
        },
        body: JSON.stringify({ SecretId: secretArn }),
      });
      const { headers } = await signer.sign(request, { signingDate: at });
      expect(seen[0]?.headers.authorization).toBe(headers['authorization']);
    },
  );

  it('is read at an endpoint of its own before that of all services', async () => {
    const { seen, read, port } = await readAnswered(
      (response) => response.end('{"SecretString":"value"}'),
      { ...credentials },
    );
    await read;
    const url = `http://127.0.0.1:${port}`;
    const other = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_SECRETS_MANAGER: url };
    expect(await readSecretValue(secretArn, { ...credentials, ...other }, at)).toBe('value');
    expect(seen).toHaveLength(2);
  });

  it('is read over TLS, except at an endpoint that is named without', async () => {
    const begun: (number | undefined)[] = [];
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (bytes) => {
        begun.push(bytes[0]);
        socket.destroy();
      });
    });
    const url = `https://127.0.0.1:${await portOf(server)}`;
    const environment = { ...credentials, AWS_ENDPOINT_URL: url };
    await expect(readSecretValue(secretArn, environment, at)).rejects.toThrow();
    // A handshake's record: https://www.rfc-editor.org/rfc/rfc8446#section-5.1
    expect(begun).toEqual([0x16]);
  });

  it('that breaks off in the middle is an error, and no value', async () => {
    const { read } = await readAnswered((response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('{"SecretString":"va');
      setImmediate(() => response.destroy());
    });
    await expect(read).rejects.toThrow();
  });

  it('is waited for three seconds and no longer', async () => {
    const patience = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal);
    onTestFinished(() => timeout.mockRestore());
    const { seen, read } = await readAnswered(() => undefined);
    await expect.poll(() => seen).toHaveLength(1);
    expect(timeout).toHaveBeenCalledWith(3_000);
    patience.abort();
    await expect(read).rejects.toThrow('aborted');
  });

  it.each([
    ['was never given one', 400, '{"__type":"ResourceNotFoundException"}'],
    ['holds bytes', 200, '{"SecretBinary":"AA=="}'],
    ['is empty', 200, '{"SecretString":""}'],
  ])('that %s has no value', async (_, status, body) => {
    const { read } = await readFrom(status, body);
    expect(await read).toBeUndefined();
  });

  it('that may not be read is an error with status and type', async () => {
    const { read } = await readFrom(400, '{"__type":"com.amazonaws#AccessDeniedException"}');
    await expect(read).rejects.toThrow('Secrets Manager answered 400 AccessDeniedException');
  });

  it('whose answer is no JSON is not quoted', async () => {
    const { read } = await readFrom(502, '<html>canary');
    await expect(read).rejects.toThrow('Secrets Manager answered 502 undefined');
  });
});
