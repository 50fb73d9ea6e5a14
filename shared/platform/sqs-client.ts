import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClientDefaults } from './aws-client-defaults.ts';

export function sqsClient(): SQSClient {
  return new SQSClient(awsClientDefaults({ requestTimeoutMilliseconds: 5_000 }));
}
