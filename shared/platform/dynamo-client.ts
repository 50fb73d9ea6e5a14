import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../adapters/dynamo-table.ts';
import { awsClientDefaults } from './aws-client-defaults.ts';

/** The table of this name, with the one DynamoDB client of this function. */
export function dynamoTable(name: string): Table {
  const client = new DynamoDBClient(awsClientDefaults({ requestTimeoutMilliseconds: 3_000 }));
  return {
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    name,
  };
}
