import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Table } from './dynamo-table.ts';

/** The keys that a batch has not answered. */
const keyItems = z.array(z.object({ pk: z.string(), sk: z.string() }));

/**
 * Gets the items of at most 100 keys, which is BatchGetItem's limit. DynamoDB may answer only a part (16 MB,
 * throttling), so this asks again for the rest.
 */
export async function batchGet(
  table: Table,
  keys: { readonly pk: string; readonly sk: string }[],
): Promise<Record<string, unknown>[]> {
  const { Responses, UnprocessedKeys } = await table.client.send(
    new BatchGetCommand({ RequestItems: { [table.name]: { Keys: keys } } }),
  );
  const items = Responses?.[table.name] ?? [];
  const rest = keyItems.parse(UnprocessedKeys?.[table.name]?.Keys ?? []);
  return rest.length > 0 ? [...items, ...(await batchGet(table, rest))] : items;
}

/** BatchWriteItem's own limit. */
export const mostWrites = 25;

type Write = NonNullable<
  ConstructorParameters<typeof BatchWriteCommand>[0]['RequestItems']
>[string][number];

/** Puts and deletes at most {@link mostWrites} items, and asks again for what DynamoDB has left undone. */
export async function batchWrite(table: Table, writes: Write[]): Promise<void> {
  const { UnprocessedItems } = await table.client.send(
    new BatchWriteCommand({ RequestItems: { [table.name]: writes } }),
  );
  const rest = UnprocessedItems?.[table.name] ?? [];
  if (rest.length > 0) await batchWrite(table, rest);
}
