import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Key } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** What has to be true of an item for a write to happen. */
export interface Condition {
  /** The condition in DynamoDB's own language, with attributes as `#name` and values as `:name`. */
  readonly onlyIf: string;
  readonly values?: Attributes;
}

/** What one conditional write does to an item. */
export interface Change extends Condition {
  /** Attributes by name. Those that are undefined here stay unchanged. */
  readonly set?: Attributes;
  /** Numbers that are added, and sets that are joined to the attribute's own. */
  readonly add?: Attributes;
  /** Values that are removed from the attribute's own set. */
  readonly take?: Attributes;
  readonly remove?: readonly string[];
}

/** The condition that the row is not there yet. */
export const isNew: Condition = { onlyIf: 'attribute_not_exists(#pk)' };

/** The condition that the row still has that revision; a row of revision 0 is not there yet. */
export const isOfRevision = (after: number): Condition =>
  after === 0 ? isNew : { onlyIf: '#revision = :after', values: { after } };

/**
 * Changes an item in place, or makes it if the condition allows it to be missing.
 * @returns false where the condition failed: somebody else was first
 */
export function changeItem(table: Table, key: Attributes, change: Change): Promise<boolean> {
  return unlessConditionFails(
    table.client.send(
      new UpdateCommand({ TableName: table.name, Key: { ...key }, ...changeExpressions(change) }),
    ),
  );
}

/**
 * Does the same and returns the changed item, which costs no read.
 * @returns undefined where the condition failed
 */
export async function changedItem(
  table: Table,
  key: Attributes,
  change: Change,
): Promise<Attributes | undefined> {
  let item: Attributes | undefined;
  const isChanged = await unlessConditionFails(
    table.client
      .send(
        new UpdateCommand({
          TableName: table.name,
          Key: { ...key },
          ...changeExpressions(change),
          ReturnValues: 'ALL_NEW',
        }),
      )
      .then(({ Attributes }) => {
        item = Attributes;
      }),
  );
  return isChanged ? (item ?? {}) : undefined;
}

/**
 * Puts a whole item.
 * @returns false where the condition failed: somebody else was first
 */
export function putItem(table: Table, item: Attributes, condition: Condition): Promise<boolean> {
  const { UpdateExpression: _, ...conditional } = changeExpressions(condition);
  return unlessConditionFails(
    table.client.send(new PutCommand({ TableName: table.name, Item: { ...item }, ...conditional })),
  );
}

/** Deletes an item. If the condition fails, the item stays. */
export async function removeItem(table: Table, key: Key, condition: Condition): Promise<void> {
  const { UpdateExpression: _, ...conditional } = changeExpressions(condition);
  await unlessConditionFails(
    table.client.send(
      new DeleteCommand({ TableName: table.name, Key: { ...key }, ...conditional }),
    ),
  );
}

async function unlessConditionFails(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

type Expressions = Pick<
  UpdateCommandInput,
  | 'UpdateExpression'
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
>;

/** The expressions of a change. Every attribute has a placeholder, because many names are reserved words. */
export function changeExpressions(change: Change): Expressions {
  const { remove = [], onlyIf } = change;
  const set = given(change.set);
  const add = given(change.add);
  const take = given(change.take);
  const clauses = [
    set.length > 0 && `SET ${set.map(([name]) => `#${name} = :new_${name}`).join(', ')}`,
    add.length > 0 && `ADD ${add.map(([name]) => `#${name} :new_${name}`).join(', ')}`,
    take.length > 0 && `DELETE ${take.map(([name]) => `#${name} :new_${name}`).join(', ')}`,
    remove.length > 0 && `REMOVE ${remove.map((name) => `#${name}`).join(', ')}`,
  ];
  const conditional = [...onlyIf.matchAll(/#(\w+)/g)].map(([, name = '']) => name);
  const written = [...set, ...add, ...take];
  const names = new Set([...written.map(([name]) => name), ...remove, ...conditional]);
  const values = [
    ...written.map(([name, value]) => [`:new_${name}`, value]),
    ...Object.entries(change.values ?? {}).map(([name, value]) => [`:${name}`, value]),
  ];
  return {
    UpdateExpression: clauses.filter(Boolean).join(' '),
    ConditionExpression: onlyIf,
    ExpressionAttributeNames: Object.fromEntries([...names].map((name) => [`#${name}`, name])),
    // DynamoDB refuses an empty list of values.
    ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}

const given = (attributes: Attributes = {}) =>
  Object.entries(attributes).filter(([, value]) => value !== undefined);
