import { createHash, createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { parsedJson } from '../contracts/parsed-json.ts';
import { OwnError } from '../own-error.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const service = 'secretsmanager';
const longestWaitMilliseconds = 3_000;

/**
 * Reads a secret with one signed request. The SDK's client would be 150 KB more to load within the 500 ms
 * that an error report has.
 *
 * @param environment Lambda's own variables: credentials, and an endpoint where it is not AWS's
 * @returns undefined where the secret has no value
 * @throws OwnError with the status and type that Secrets Manager answered
 */
export async function readSecretValue(
  secretArn: string,
  environment: Variables,
  now: Date,
): Promise<string | undefined> {
  const region = secretArn.split(':')[3] ?? '';
  const url = new URL(
    environment['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ??
      environment['AWS_ENDPOINT_URL'] ??
      `https://${service}.${region}.amazonaws.com`,
  );
  const body = JSON.stringify({ SecretId: secretArn });
  const { status, text } = await post(url, signed({ url, region, body, environment, now }), body);
  const answer = parsedJson(text);
  if (status === 200) return stringField(answer, 'SecretString');
  const type = stringField(answer, '__type')?.split('#').at(-1);
  if (type === 'ResourceNotFoundException') return undefined;
  throw new OwnError(`Secrets Manager answered ${status} ${type}`);
}

/** Signature version 4 for a POST without a query. */
function signed(call: {
  readonly url: URL;
  readonly region: string;
  readonly body: string;
  readonly environment: Variables;
  readonly now: Date;
}): Record<string, string> {
  const { url, region, body, environment, now } = call;
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const token = environment['AWS_SESSION_TOKEN'];
  // The signature needs the headers in the order of their names.
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host: url.host,
    'x-amz-date': time,
    ...(token !== undefined && { 'x-amz-security-token': token }),
    'x-amz-target': `${service}.GetSecretValue`,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', url.pathname, '', lines.join(''), names, sha256(body)].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${environment['AWS_SECRET_ACCESS_KEY']}`,
  );
  const credential = `${environment['AWS_ACCESS_KEY_ID']}/${scope}`;
  const signature = hmac(key, text).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

function post(
  url: URL,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; text: string }> {
  const request = url.protocol === 'http:' ? requestHttp : requestHttps;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(longestWaitMilliseconds);
    const call = request(url, { method: 'POST', headers, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

function stringField(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const field: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return typeof field === 'string' && field !== '' ? field : undefined;
}
