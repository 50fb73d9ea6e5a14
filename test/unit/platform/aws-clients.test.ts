import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsClientDefaults } from '../../../shared/platform/aws-client-defaults.ts';
import { dynamoTable } from '../../../shared/platform/dynamo-client.ts';
import { s3Client } from '../../../shared/platform/s3-client.ts';
import { sqsClient } from '../../../shared/platform/sqs-client.ts';
import { startRefusingAws } from '../../support/refusing-aws.ts';

const aws = await startRefusingAws('refused');

beforeEach(() => {
  vi.stubEnv('AWS_ENDPOINT_URL', aws.origin);
  vi.stubEnv('AWS_REGION', 'ap-northeast-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** As the SDK's own request handler has resolved them by its first request. */
const limitsOf = (handler: object): unknown =>
  'httpHandlerConfigs' in handler && typeof handler.httpHandlerConfigs === 'function'
    ? handler.httpHandlerConfigs()
    : undefined;

describe('an AWS client', () => {
  it('waits a second for a connection, as long for an answer, and tries three times', () => {
    expect(awsClientDefaults({ requestTimeoutMilliseconds: 3_000 })).toEqual({
      maxAttempts: 3,
      requestHandler: {
        connectionTimeout: 1_000,
        requestTimeout: 3_000,
        throwOnRequestTimeout: true,
      },
    });
  });

  it.each([
    [
      'DynamoDB',
      3_000,
      async () => {
        const { client } = dynamoTable('table');
        return { client, refused: client.send(new ListTablesCommand()) };
      },
    ],
    [
      'S3',
      10_000,
      async () => {
        const client = s3Client();
        return { client, refused: client.send(new ListBucketsCommand()) };
      },
    ],
    [
      'SQS',
      5_000,
      async () => {
        const client = sqsClient();
        return { client, refused: client.send(new ListQueuesCommand()) };
      },
    ],
  ])('of %s gives up after %i ms', async (_, milliseconds, ask) => {
    const { client, refused } = await ask();
    await expect(refused).rejects.toThrow();
    expect(limitsOf(client.config.requestHandler)).toMatchObject({
      requestTimeout: milliseconds,
      throwOnRequestTimeout: true,
    });
  });
});

describe('the S3 client', () => {
  it('sends and asks for checksums only if S3 requires one', async () => {
    const { config } = s3Client();
    expect(await config.requestChecksumCalculation()).toBe('WHEN_REQUIRED');
    expect(await config.responseChecksumValidation()).toBe('WHEN_REQUIRED');
  });
});

describe('a row', () => {
  it('is put without its undefined fields', async () => {
    const { client, name } = dynamoTable('table');
    const put = new PutCommand({ TableName: name, Item: { pk: 'user', name: undefined } });
    // Otherwise it fails before it is sent.
    await expect(client.send(put)).rejects.toThrow('refused');
  });
});
