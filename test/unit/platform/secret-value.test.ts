import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { readSecretValue } from '../../../shared/platform/secret-value.ts';

const secretArn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:sentry';
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** What came to a Secrets Manager that answers this, and the secret as it was read. */
async function readFrom(status: number, body: string) {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(status).end(body);
  });
  servers.push(server);
  const port = await new Promise<number>((resolve, reject) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address) resolve(address.port);
      else reject(new Error('no port'));
    }),
  );
  const environment = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    AWS_SESSION_TOKEN: 'session',
  };
  const read = readSecretValue(secretArn, environment, new Date('2026-11-22T03:04:05.678Z'));
  return { seen, read };
}

describe('a secret', () => {
  it('is asked for with the function’s own credentials', async () => {
    const { seen, read } = await readFrom(200, '{"SecretString":"value"}');

    expect(await read).toBe('value');
    expect(seen[0]).toMatchObject({
      'x-amz-date': '20261122T030405Z',
      'x-amz-security-token': 'session',
      'x-amz-target': 'secretsmanager.GetSecretValue',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20261122\/us-east-1\/secretsmanager\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
      ),
    });
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

  it('whose answer is no JSON is not told of', async () => {
    const { read } = await readFrom(502, '<html>canary');
    await expect(read).rejects.toThrow('Secrets Manager answered 502 undefined');
  });
});
