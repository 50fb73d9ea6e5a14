import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import type { StageAccess } from './stage-access.ts';

/** A stage's table, as the adapters take it. */
export const tableOf = (stage: StageAccess): Table => ({
  client: DynamoDBDocumentClient.from(new DynamoDBClient(stage.client)),
  name: stage.output('TableName'),
});
