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

/** What has to be true of the item for a write to happen. */
export interface Condition {
  /** In DynamoDB's own language, with attributes as `#name` and values as `:name`. */
  readonly onlyIf: string;
  readonly values?: Attributes;
}

/** What one conditional write does to an item. */
export interface Change extends Condition {
  /** Attributes by name; those undefined here are left as they are. */
  readonly set?: Attributes;
  /** Numbers to count up by, and sets to join to the attribute's own. */
  readonly add?: Attributes;
  /** Values to take out of the attribute's own set. */
  readonly take?: Attributes;
  readonly remove?: readonly string[];
}

/** For a row that must not be there yet. */
export const isNew: Condition = { onlyIf: 'attribute_not_exists(#pk)' };

/**
 * Changes an item as it is, or makes it where the condition lets it be missing.
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
 * The same, and answers the item as it then is, which costs no read.
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

/** Deletes an item as it is; where the condition fails, it stays as it is. */
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

/** The expressions of a change. Every attribute goes by a placeholder: many names are reserved words. */
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
