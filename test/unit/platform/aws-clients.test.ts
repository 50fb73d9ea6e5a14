import { expect, it } from 'vitest';
import { awsClientDefaults } from '../../../shared/platform/aws-client-defaults.ts';
import { s3Client } from '../../../shared/platform/s3-client.ts';

it('an AWS client waits a second for a connection, so long for an answer, and tries three times', () => {
  expect(awsClientDefaults({ requestTimeoutMilliseconds: 3_000 })).toEqual({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 3_000,
      throwOnRequestTimeout: true,
    },
  });
});

it('the S3 client makes and asks for checksums only where S3 wants one', async () => {
  const { config } = s3Client();
  expect(await config.requestChecksumCalculation()).toBe('WHEN_REQUIRED');
  expect(await config.responseChecksumValidation()).toBe('WHEN_REQUIRED');
});
