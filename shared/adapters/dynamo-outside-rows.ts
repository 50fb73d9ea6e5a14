import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { changeItem, isNew, putItem } from './dynamo-change.ts';
import { type Key, profileKey, userPartition } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';
import { userRows } from './dynamo-user-rows.ts';

/** A row outside a user's partition that is theirs all the same. */
export interface OutsideRow {
  readonly key: Key;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Seconds since the epoch, from when on it is nobody's loss. @default it stays */
  readonly expiresAt?: number | undefined;
}

/** So long a row is kept whose writing broke off. */
const provisionalSeconds = 3_600;

const noteItem = z.object({
  sk: z.string(),
  outside: z.object({ pk: z.string(), sk: z.string() }),
});
const buriedItem = z.object({ deletedAt: z.optional(z.number()) });

/** What a note inside a user's partition says of a row outside; see `userTraces`. */
export const noteOf = ({ pk, sk }: Key) => ({ outside: { pk, sk } });

/**
 * Puts a row outside the partition of its user, which a note inside already names. A deletion of the
 * user in between leaves none: it begins with a tombstone, so whoever sees none here, after the row
 * was put, will have the row deleted by its note. A row whose writing breaks off expires by itself.
 *
 * @returns `gone` where the user is deleted
 */
export async function putOutside(
  table: Table,
  userId: number,
  { key, attributes, expiresAt }: OutsideRow,
  now: number,
): Promise<'put' | 'there' | 'gone'> {
  const provisional = Math.ceil(now / 1000) + provisionalSeconds;
  const isFirst = await putItem(table, { ...key, ...attributes, expiresAt: provisional }, isNew);
  const { Item: profile = {} } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: profileKey(userId), ConsistentRead: true }),
  );
  if (buriedItem.parse(profile).deletedAt !== undefined) return 'gone';
  const stays = await changeItem(table, key, {
    ...(expiresAt === undefined ? { remove: ['expiresAt'] } : { set: { expiresAt } }),
    onlyIf: 'attribute_exists(#pk)',
  });
  if (!stays) return 'gone';
  return isFirst ? 'put' : 'there';
}

/** Deletes what the notes of that prefix name, and then the notes. */
export async function leaveOutside(table: Table, userId: number, prefix: string): Promise<void> {
  const pk = userPartition(userId);
  const remove = async (Key: Key) => {
    await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
  };
  for await (const item of userRows(table, userId, prefix)) {
    const { sk, outside } = noteItem.parse(item);
    await remove(outside);
    await remove({ pk, sk });
  }
}
