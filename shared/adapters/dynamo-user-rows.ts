import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { userPartition } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

/** A user's rows of that prefix, by their keys and as they lie in the table at this moment. */
export async function* userRows(
  table: Table,
  userId: number,
  prefix: string,
): AsyncGenerator<Record<string, unknown>> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': userPartition(userId), ':prefix': prefix },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) yield* Items;
}
