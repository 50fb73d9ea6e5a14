import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { userPartition } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

/** A user's rows whose keys begin with a prefix. An eventual read may be a moment old. */
export async function* userRows(
  table: Table,
  userId: number,
  prefix: string,
  read: 'consistent' | 'eventual' = 'consistent',
): AsyncGenerator<Record<string, unknown>> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': userPartition(userId), ':prefix': prefix },
      ConsistentRead: read === 'consistent',
    },
  );
  for await (const { Items = [] } of pages) yield* Items;
}
