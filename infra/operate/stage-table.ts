import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import type { StageAccess } from './stage-access.ts';

/** A stage's table, as the adapters take it. */
export const tableOf = (stage: StageAccess): Table =>
  tableNamed(new DynamoDBClient(stage.client), stage.output('TableName'));

/** Marshals as the functions' own client does. */
export const tableNamed = (client: DynamoDBClient, name: string): Table => ({
  client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  name,
});
