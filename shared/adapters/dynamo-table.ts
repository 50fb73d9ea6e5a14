import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The one table, as the adapters get it. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}
