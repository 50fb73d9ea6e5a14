import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, test } from 'vitest';
import type { LocalQueue } from '../../../infra/local/template/model.ts';
import { allow, bucket, queue, role, stackModel } from '../../support/stack-model.ts';
import { type AwsEdge, startEdge } from './aws-edge.ts';

const APP = 'http://localhost:3000';
const recordings = bucket('recordings-bucket', {
  corsRules: [
    {
      allowedOrigins: [APP, 'https://*.thelearningmate.com', 'capacitor://localhost'],
      allowedMethods: ['PUT'],
      allowedHeaders: ['content-type', 'x-amz-meta-*'],
      exposedHeaders: ['ETag'],
      maxAgeSeconds: 3600,
    },
  ],
  queueNotifications: [
    {
      queueArn: queue('uploads').arn,
      event: 's3:ObjectCreated:*',
      keyPrefix: 'recordings/',
    },
  ],
});
const letS3In: LocalQueue['policy'] = [
  {
    effect: 'Allow',
    principals: ['s3.amazonaws.com'],
    actions: ['sqs:SendMessage'],
    resources: [queue('uploads').arn],
    conditions: {
      ArnLike: { 'aws:SourceArn': [recordings.arn] },
      StringEquals: { 'aws:SourceAccount': ['000000000000'] },
    },
  },
  {
    effect: 'Deny',
    principals: ['*'],
    actions: ['sqs:*'],
    resources: [queue('uploads').arn],
    conditions: { Bool: { 'aws:SecureTransport': ['false'] } },
  },
];
const stackWith = (policy: LocalQueue['policy']) =>
  stackModel({
    buckets: [recordings],
    queues: [queue('uploads', { policy })],
    roles: [
      role('Presigner', [allow(['s3:PutObject'], [`${recordings.arn}/recordings/*`])]),
      role('Worker', [allow(['s3:GetObject'], [`${recordings.arn}/*`])]),
      role('Nobody', []),
    ],
  });
const Bucket = recordings.name;
const Key = 'recordings/1/2';
const hour = 60 * 60_000;

function presign(
  edge: AwsEdge,
  roleId: string,
  options: { Key?: string; expiresIn?: number; signingDate?: Date } = {},
): Promise<string> {
  const client = new S3Client({ ...edge.as(roleId), requestChecksumCalculation: 'WHEN_REQUIRED' });
  const { Key: key = Key, ...rest } = options;
  return getSignedUrl(client, new PutObjectCommand({ Bucket, Key: key }), {
    expiresIn: 600,
    ...rest,
  });
}
const upload = (url: string, headers: Record<string, string> = {}, method = 'PUT') =>
  fetch(url, { method, body: 'RIFF…', headers: { 'content-type': 'audio/wav', ...headers } });
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

describe('S3 events', () => {
  const take = { waitSeconds: 20, maxMessages: 1 };

  test('an upload under the prefix reaches the queue in S3’s own shape', async () => {
    const edge = await startEdge(stackWith(letS3In));
    await upload(await presign(edge, 'Presigner', { Key: 'recordings/1/두 단어+(1)' }));
    const [message] = await edge.aws.queues.receive(queue('uploads').arn, take);
    const { Records } = JSON.parse(message?.body ?? '{}');
    expect(Records).toMatchObject([
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'ap-northeast-2',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        eventName: 'ObjectCreated:Put',
        s3: {
          bucket: { name: Bucket, arn: recordings.arn },
          object: {
            key: 'recordings/1/%EB%91%90+%EB%8B%A8%EC%96%B4%2B%281%29',
            size: 7,
            eTag: expect.stringMatching(/^[0-9a-f]{32}$/),
            sequencer: expect.stringMatching(/^[0-9A-F]{16,}$/),
          },
        },
      },
    ]);
  });

  test('a queue whose policy does not admit S3 gets nothing, and the log says so', async () => {
    const [allowed] = letS3In;
    if (allowed === undefined) throw new Error('the policy has a first statement');
    const policies: LocalQueue['policy'][] = [
      [],
      [{ ...allowed, principals: ['sns.amazonaws.com'] }],
      [{ ...allowed, actions: ['sqs:ReceiveMessage'] }],
      [{ ...allowed, conditions: { StringEquals: { 'aws:SourceAccount': ['999999999999'] } } }],
      [{ ...allowed, conditions: { ArnEquals: { 'aws:SourceArn': ['arn:aws:s3:::other'] } } }],
      [{ ...allowed, conditions: { DateGreaterThan: { 'aws:CurrentTime': ['2020-01-01'] } } }],
      [allowed, { ...allowed, effect: 'Deny' }],
    ];
    for (const policy of policies) {
      const edge = await startEdge(stackWith(policy));
      expect((await upload(await presign(edge, 'Presigner'))).status).toBe(200);
      expect(
        await edge.aws.queues.receive(queue('uploads').arn, { ...take, waitSeconds: 0 }),
      ).toEqual([]);
      expect(edge.logged.join()).toContain('AWS would refuse this notification');
      await edge.stop();
    }
  });

  test('an upload elsewhere, or a refused one, sends nothing', async () => {
    const edge = await startEdge(
      stackModel({
        ...stackWith(letS3In),
        roles: [role('Presigner', [allow(['s3:PutObject'], [`${recordings.arn}/*`])])],
      }),
    );
    await upload(await presign(edge, 'Presigner', { Key: 'exports/1' }));
    await upload((await presign(edge, 'Presigner')).replace('/1/2', '/1/3'));
    await upload(await presign(edge, 'Presigner'));
    const messages = await edge.aws.queues.receive(queue('uploads').arn, {
      waitSeconds: 20,
      maxMessages: 10,
    });
    expect(messages.map(({ body }) => JSON.parse(body).Records[0].s3.object.key)).toEqual([Key]);
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
