import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { changedItem, changeItem, isNew, putItem, removeItem } from './dynamo-change.ts';
import { type Key, profileKey, userPartition } from './dynamo-keys.ts';
import { findItem, userRows } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** A row of a user that lies outside their partition. */
export interface OutsideRow {
  readonly key: Key;
  readonly attributes: Attributes;
  /** Seconds since the epoch, after which the row may go. @default it stays */
  readonly expiresAt?: number | undefined;
}

/** A note inside a user's partition that names a row outside it; see `userTraces`. */
export interface OutsideNote {
  readonly key: Key;
  readonly outside: Key;
  readonly attributes?: Attributes;
}

/** A row whose writing broke off is kept for this long. */
const provisionalSeconds = 3_600;

const noteItem = z.object({
  pk: z.string(),
  sk: z.string(),
  outside: z.object({ pk: z.string(), sk: z.string() }),
  isLeft: z.optional(z.boolean()),
});
type Note = z.infer<typeof noteItem>;
const buriedItem = z.object({ deletedAt: z.optional(z.number()) });

/**
 * Notes a row outside before that row exists. A removal that was begun is finished first.
 *
 * @returns the attributes of the note, which may be an earlier one that named another row
 */
export async function noteOutside(table: Table, note: OutsideNote): Promise<Attributes> {
  const { pk, sk } = note.outside;
  const item = { ...note.key, ...note.attributes, outside: { pk, sk } };
  if (await putItem(table, item, isNew)) return item;
  const there = await findItem(table, note.key, 'consistent');
  const { isLeft } = there ? noteItem.parse(there) : { isLeft: true };
  if (there && !isLeft) return there;
  if (there) await finishLeaving(table, noteItem.parse(there));
  return noteOutside(table, note);
}

/**
 * Puts a row outside its user's partition, for at most an hour, after a note inside has named it. Any
 * removal first says so inside: the deletion of a user with a tombstone, any other with a mark on the note.
 * So if neither is there after the row was put, a later removal will find the row.
 *
 * @returns `gone` where the row is to be removed
 */
export async function beginOutside(
  table: Table,
  userId: number,
  note: Key,
  { key, attributes }: OutsideRow,
  now: number,
): Promise<'put' | 'there' | 'gone'> {
  const provisional = Math.ceil(now / 1000) + provisionalSeconds;
  const isFirst = await putItem(table, { ...key, ...attributes, expiresAt: provisional }, isNew);
  const [profile = {}, noted] = await Promise.all([
    findItem(table, profileKey(userId), 'consistent'),
    findItem(table, note, 'consistent'),
  ]);
  const isLeft = noted === undefined || noteItem.parse(noted).isLeft;
  if (isLeft || buriedItem.parse(profile).deletedAt !== undefined) return 'gone';
  return isFirst ? 'put' : 'there';
}

/** Makes a row permanent that was begun. @returns false where it was removed meanwhile */
export function keepOutside(
  table: Table,
  { key, attributes, expiresAt }: OutsideRow,
): Promise<boolean> {
  return changeItem(table, key, {
    set: { ...attributes, expiresAt },
    ...(expiresAt === undefined && { remove: ['expiresAt'] }),
    onlyIf: 'attribute_exists(#pk)',
  });
}

/** Begins a row and makes it permanent. */
export async function putOutside(
  table: Table,
  userId: number,
  note: Key,
  row: OutsideRow,
  now: number,
): Promise<'put' | 'there' | 'gone'> {
  const begun = await beginOutside(table, userId, note, row, now);
  // The row keeps the attributes that the first writer gave it.
  const stays = begun !== 'gone' && (await keepOutside(table, { ...row, attributes: {} }));
  return stays ? begun : 'gone';
}

/** Deletes the rows that the notes of a prefix name, and then the notes. */
export async function leaveOutside(table: Table, userId: number, prefix: string): Promise<void> {
  const pk = userPartition(userId);
  for await (const { sk } of userRows(table, userId, prefix)) {
    const marked = await changedItem(
      table,
      { pk, sk },
      { set: { isLeft: true }, onlyIf: 'attribute_exists(#pk)' },
    );
    if (marked) await finishLeaving(table, noteItem.parse(marked));
  }
}

async function finishLeaving(table: Table, { pk, sk, outside }: Note): Promise<void> {
  await table.client.send(new DeleteCommand({ TableName: table.name, Key: outside }));
  // Another may have been noted in its place meanwhile.
  await removeItem(
    table,
    { pk, sk },
    {
      onlyIf: '#isLeft = :left AND #outside.#pk = :pk AND #outside.#sk = :sk',
      values: { left: true, ...outside },
    },
  );
}
