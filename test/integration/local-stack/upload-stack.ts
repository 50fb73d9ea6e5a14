import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { LocalQueue } from '../../../infra/local/template/model.ts';
import { allow, bucket, queue, role, stackModel } from '../../support/stack-model.ts';
import type { AwsEdge } from './aws-edge.ts';

export const APP = 'http://localhost:3000';

export const recordings = bucket('recordings-bucket', {
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

export const letS3In: LocalQueue['policy'] = [
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

export const stackWith = (policy: LocalQueue['policy']) =>
  stackModel({
    buckets: [recordings],
    queues: [queue('uploads', { policy })],
    roles: [
      role('Presigner', [allow(['s3:PutObject'], [`${recordings.arn}/recordings/*`])]),
      role('Worker', [allow(['s3:GetObject'], [`${recordings.arn}/*`])]),
      role('Nobody', []),
    ],
  });

export const Bucket = recordings.name;
export const Key = 'recordings/1/2';
export const hour = 60 * 60_000;

export function presign(
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

export const upload = (url: string, headers: Record<string, string> = {}, method = 'PUT') =>
  fetch(url, { method, body: 'RIFF…', headers: { 'content-type': 'audio/wav', ...headers } });
