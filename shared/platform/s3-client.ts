import { S3Client } from '@aws-sdk/client-s3';
import { awsClientDefaults } from './aws-client-defaults.ts';

export function s3Client(): S3Client {
  return new S3Client({
    ...awsClientDefaults({ requestTimeoutMilliseconds: 10_000 }),
    // Otherwise a presigned PUT would demand the checksum of an empty body.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}
