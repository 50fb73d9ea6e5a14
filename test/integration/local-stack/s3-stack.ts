import { S3Client } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { allow, bucket, role, stackModel } from '../../support/stack-model.ts';
import type { AwsEdge } from './aws-edge.ts';

export const recordings = bucket('recordings-bucket');
export const objects = `${recordings.arn}/*`;
export const stack = stackModel({
  buckets: [recordings],
  roles: [
    role('Owner', [
      allow(['s3:PutObject', 's3:GetObject', 's3:DeleteObject'], [objects]),
      allow(['s3:ListBucket'], [recordings.arn]),
    ]),
    role('Uploader', [allow(['s3:PutObject'], [`${recordings.arn}/recordings/*`])]),
    role('Reader', [allow(['s3:GetObject'], [objects])]),
  ],
});

export const Bucket = recordings.name;
export const clientOf = (edge: AwsEdge, roleId: string) => new S3Client(edge.as(roleId));
export const fails = (name: string, httpStatusCode: number) =>
  expect.objectContaining({ name, $metadata: expect.objectContaining({ httpStatusCode }) });
