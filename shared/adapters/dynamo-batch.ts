import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Table } from './dynamo-table.ts';

/** The keys that a batch has not answered. */
const keyItems = z.array(z.object({ pk: z.string(), sk: z.string() }));

/** BatchGetItem's own limit. */
const mostReads = 100;

/** Gets the items of these keys, in no order. DynamoDB may answer a part (16 MB, throttling). */
export async function batchGet(
  table: Table,
  keys: readonly { readonly pk: string; readonly sk: string }[],
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let left = keys;
  while (left.length > 0) {
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys: left.slice(0, mostReads) } } }),
    );
    found.push(...(Responses?.[table.name] ?? []));
    const unread = keyItems.parse(UnprocessedKeys?.[table.name]?.Keys ?? []);
    left = [...unread, ...left.slice(mostReads)];
  }
  return found;
}

/** BatchWriteItem's own limit. */
const mostWrites = 25;

type Write = NonNullable<
  ConstructorParameters<typeof BatchWriteCommand>[0]['RequestItems']
>[string][number];

/**
 * Puts and deletes items, of which DynamoDB may leave a part undone.
 * @returns whether none is left: it stops where there is no more time
 */
export async function batchWrite(
  table: Table,
  writes: readonly Write[],
  hasTime = () => true,
): Promise<boolean> {
  let left = writes;
  while (left.length > 0) {
    if (!hasTime()) return false;
    const { UnprocessedItems } = await table.client.send(
      new BatchWriteCommand({ RequestItems: { [table.name]: left.slice(0, mostWrites) } }),
    );
    left = [...(UnprocessedItems?.[table.name] ?? []), ...left.slice(mostWrites)];
  }
  return true;
}
