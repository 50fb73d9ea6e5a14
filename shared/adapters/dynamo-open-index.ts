import * as z from 'zod/mini';
import { openLecturesIndex } from '../contracts/table.ts';
import { queryPages } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const indexItems = z.array(z.object({ pk: z.string(), sk: z.string() }));

/** The keys of all work that has been open since before a moment, in one shard of the index. */
export async function* openKeys(
  table: Table,
  shard: string,
  before: number,
): AsyncGenerator<{ pk: string; sk: string }> {
  const pages = queryPages(table, {
    IndexName: openLecturesIndex.name,
    KeyConditionExpression: 'openShard = :shard AND openSince <= :before',
    ExpressionAttributeValues: { ':shard': shard, ':before': before },
  });
  for await (const rows of pages) yield* indexItems.parse(rows);
}
