import { GetCommand, paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Key, userPartition } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

/** An eventual read costs half, and may miss what was written a moment ago. */
export type Consistency = 'consistent' | 'eventual';

type Row = Record<string, unknown>;

/** @returns the item of that key; undefined where there is none */
export async function findItem(
  table: Table,
  key: Key,
  consistency: Consistency,
): Promise<Row | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.name,
      Key: key,
      ConsistentRead: consistency === 'consistent',
    }),
  );
  return Item;
}

/** A partition, or what of it lies from the first sort key to the last. */
export const inPartition = (
  pk: string,
  range?: { readonly first: string; readonly last: string },
) => ({
  KeyConditionExpression: range ? 'pk = :pk AND sk BETWEEN :first AND :last' : 'pk = :pk',
  ExpressionAttributeValues: {
    ':pk': pk,
    ...(range && { ':first': range.first, ':last': range.last }),
  },
});

/** What a query finds, a page at a time. */
export async function* queryPages(
  { client, name }: Table,
  query: Omit<QueryCommandInput, 'TableName'>,
): AsyncGenerator<Row[]> {
  const pages = paginateQuery({ client }, { TableName: name, ...query });
  for await (const { Items = [] } of pages) yield Items;
}

/** Everything that a query finds. */
export async function queryAll(...asked: Parameters<typeof queryPages>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const rows of queryPages(...asked)) found.push(...rows);
  return found;
}

/** A user's rows whose keys begin with a prefix. */
export async function* userRows(
  table: Table,
  userId: number,
  prefix: string,
  read: Consistency = 'consistent',
): AsyncGenerator<Row> {
  const pages = queryPages(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': userPartition(userId), ':prefix': prefix },
    ConsistentRead: read === 'consistent',
  });
  for await (const rows of pages) yield* rows;
}
