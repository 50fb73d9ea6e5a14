import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, test } from 'vitest';
import { type AwsEdge, startEdge } from './aws-edge.ts';
import { APP, Bucket, hour, Key, letS3In, presign, stackWith, upload } from './upload-stack.ts';

async function refusal(
  response: Response,
): Promise<[number, string | undefined, string | undefined]> {
  const xml = await response.text();
  return [
    response.status,
    /<Code>(.*?)<\/Code>/.exec(xml)?.[1],
    /<Message>(.*?)<\/Message>/.exec(xml)?.[1],
  ];
}

describe('a presigned upload', () => {
  test('is accepted whatever its content type, and is read by the worker with that type', async () => {
    const edge = await startEdge(stackWith(letS3In));
    const response = await upload(await presign(edge, 'Presigner'));
    expect(response.status).toBe(200);
    const head = await new S3Client(edge.as('Worker')).send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({
      ContentType: 'audio/wav',
      ContentLength: 7,
      ETag: response.headers.get('etag'),
    });
  });

  test('signed with a session token, as functions’ credentials have one, is accepted too', async () => {
    const edge = await startEdge(stackWith(letS3In));
    const configuration = edge.as('Presigner');
    const client = new S3Client({
      ...configuration,
      credentials: { ...configuration.credentials, sessionToken: 'a/token+of=the session' },
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    const put = new PutObjectCommand({ Bucket, Key, Body: 'x' });
    expect((await client.send(put)).$metadata.httpStatusCode).toBe(200);
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key }));
    expect((await upload(url)).status).toBe(200);
  });

  test('is refused with another key, method, query, or signature', async () => {
    const edge = await startEdge(stackWith(letS3In));
    const url = await presign(edge, 'Presigner');
    const attacks = [
      upload(url.replace('/1/2', '/9/9')),
      upload(url.replace('/1/2', '/1/../9/2')),
      upload(url.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000')),
      upload(`${url}&response-content-type=text/html`),
      upload(url.replace(/Signature=\w/, (text) => `Signature=${text.endsWith('0') ? '1' : '0'}`)),
      upload(url, {}, 'POST'),
      upload(url, {}, 'DELETE'),
      fetch(url),
    ];
    for (const response of await Promise.all(attacks)) {
      expect(await refusal(response)).toEqual([
        403,
        'SignatureDoesNotMatch',
        expect.stringContaining('does not match the signature you provided'),
      ]);
    }
    expect(edge.aws.calls).toEqual([]);
  });

  test('is refused once it has expired, and before it is valid', async () => {
    const edge = await startEdge(stackWith(letS3In));
    const signedAt = (offsetMs: number) =>
      presign(edge, 'Presigner', { signingDate: new Date(Date.now() + offsetMs) });
    expect(await refusal(await upload(await signedAt(-hour)))).toEqual([
      403,
      'AccessDenied',
      'Request has expired',
    ]);
    expect(await refusal(await upload(await signedAt(hour)))).toEqual([
      403,
      'AccessDenied',
      'Request is not yet valid',
    ]);
    expect((await upload(await signedAt(-9 * 60_000))).status).toBe(200);
  });

  test('is refused with an amz header the signature does not cover', async () => {
    const edge = await startEdge(stackWith(letS3In));
    const url = await presign(edge, 'Presigner');
    expect(await refusal(await upload(url, { 'x-amz-acl': 'public-read' }))).toEqual([
      403,
      'AccessDenied',
      expect.stringContaining('not signed: x-amz-acl'),
    ]);
  });

  test.each(['Bearer a.b.c', 'Basic YTpi', 'AWS4-HMAC-SHA256 Credential=x'])(
    'is refused if it also carries the Authorization %s',
    async (authorization) => {
      const edge = await startEdge(stackWith(letS3In));
      const url = await presign(edge, 'Presigner');
      expect(await refusal(await upload(url, { authorization }))).toEqual([
        400,
        'InvalidArgument',
        expect.stringContaining('Only one auth mechanism allowed'),
      ]);
      expect((await upload(url)).status).toBe(200);
    },
  );

  test('is judged by the role that signed it', async () => {
    const edge = await startEdge(stackWith(letS3In));
    expect(await refusal(await upload(await presign(edge, 'Nobody')))).toEqual([
      403,
      'AccessDenied',
      expect.stringContaining(
        'assumed-role/Nobody/local is not authorized to perform: s3:PutObject',
      ),
    ]);
    const elsewhere = await presign(edge, 'Presigner', { Key: 'other/1' });
    expect((await upload(elsewhere)).status).toBe(403);
    expect(edge.aws.calls.map(({ allowed }) => allowed)).toEqual([false, false]);
  });

  test('with the SDK’s default checksum of an empty body accepts no other body, as on S3', async () => {
    const edge = await startEdge(stackWith(letS3In));
    const url = await getSignedUrl(
      new S3Client(edge.as('Presigner')),
      new PutObjectCommand({ Bucket, Key }),
    );
    expect(await refusal(await upload(url))).toEqual([
      400,
      'BadDigest',
      expect.stringContaining('CRC32'),
    ]);
  });

  test('without any signature is refused', async () => {
    const edge = await startEdge(stackWith(letS3In));
    const response = await upload(`${edge.origin}/${Bucket}/${Key}`);
    expect((await refusal(response)).slice(0, 2)).toEqual([403, 'AccessDenied']);
  });
});

describe('CORS of a bucket', () => {
  const preflight = async (edge: AwsEdge, origin: string, method: string, headers: string) =>
    fetch(await presign(edge, 'Presigner'), {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': headers,
      },
    });

  test('a preflight that a rule allows is answered for this origin', async () => {
    const edge = await startEdge(stackWith(letS3In));
    for (const origin of [APP, 'https://www.thelearningmate.com', 'capacitor://localhost']) {
      const response = await preflight(edge, origin, 'PUT', 'Content-Type, x-amz-meta-a');
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'PUT',
        'access-control-allow-headers': 'content-type, x-amz-meta-a',
        'access-control-expose-headers': 'ETag',
        'access-control-max-age': '3600',
        vary: expect.stringContaining('Origin'),
      });
    }
  });

  test('another origin, method or header is 403 without any CORS header', async () => {
    const edge = await startEdge(stackWith(letS3In));
    for (const [origin, method, headers] of [
      ['https://evil.example', 'PUT', 'content-type'],
      ['https://www.thelearningmate.com.evil.example', 'PUT', 'content-type'],
      [APP, 'DELETE', 'content-type'],
      [APP, 'PUT', 'content-type, authorization'],
    ] as const) {
      const response = await preflight(edge, origin, method, headers);
      expect(response.status).toBe(403);
      expect([...response.headers.keys()].join()).not.toContain('access-control');
    }
  });

  test('an upload carries the headers for an allowed origin, even when refused, and none for others', async () => {
    const edge = await startEdge(stackWith(letS3In));
    const url = await presign(edge, 'Presigner');
    const allowed = await upload(url, { origin: APP });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(APP);
    const expired = await presign(edge, 'Presigner', { signingDate: new Date(Date.now() - hour) });
    const refused = await upload(expired, { origin: APP });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
      403,
      APP,
    ]);
    const foreign = await upload(url, { origin: 'https://evil.example' });
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([
      200,
      null,
    ]);
  });
});

test('requests that are not for AWS are left to others', async () => {
  const edge = await startEdge(stackWith(letS3In));
  const statuses = await Promise.all(
    ['/', '/api/v1/major?page=0', '/recordings', '/%E0%A4%A'].map(
      async (path) => (await fetch(`${edge.origin}${path}`)).status,
    ),
  );
  expect(statuses).toEqual([418, 418, 418, 418]);
});

test('a presigned GET is read with its own role, and in parts too', async () => {
  const edge = await startEdge(stackWith(letS3In));
  await upload(await presign(edge, 'Presigner'));
  const url = await getSignedUrl(
    new S3Client(edge.as('Worker')),
    new GetObjectCommand({ Bucket, Key }),
  );
  const part = await fetch(url, { headers: { range: 'bytes=0-3' } });
  expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
});
