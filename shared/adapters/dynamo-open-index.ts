import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { openLecturesIndex } from '../contracts/table.ts';
import type { Table } from './dynamo-table.ts';

const indexItem = z.object({ pk: z.string(), sk: z.string() });

/** Keys of what has stood in one shard of the index of open work since before that moment. */
export async function* openKeys(
  table: Table,
  shard: string,
  before: number,
): AsyncGenerator<{ pk: string; sk: string }> {
  let startKey: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: openLecturesIndex.name,
        KeyConditionExpression: 'openShard = :shard AND openSince <= :before',
        ExpressionAttributeValues: { ':shard': shard, ':before': before },
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    for (const item of page.Items ?? []) yield indexItem.parse(item);
    startKey = page.LastEvaluatedKey;
  } while (startKey);
}
