import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { type Key, userPartition } from '../../../shared/adapters/dynamo-keys.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Page } from './copy-rows.ts';
import { keyOf, type Row } from './rows.ts';

/** Rows of one table as they are, of whatever kind: nothing is read into them, so nothing gets lost. */
export interface RowTable {
  readonly client: DynamoDBClient;
  readonly name: string;
  readonly wait: Surroundings['wait'];
}

/** BatchGetItem's own limit. */
const batchKeys = 100;
const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 30_000;

const throttled = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/** Of one learner's partition, or of the whole table. */
export async function* pagesOf(
  table: RowTable,
  userId: number | undefined,
  after: Key | undefined,
): AsyncGenerator<Page> {
  let startKey = after && keyItem(after);
  do {
    const from = startKey && { ExclusiveStartKey: startKey };
    const { Items = [], LastEvaluatedKey } = await patiently(table, () =>
      userId === undefined
        ? table.client.send(
            new ScanCommand({ TableName: table.name, ConsistentRead: true, ...from }),
          )
        : table.client.send(
            new QueryCommand({
              TableName: table.name,
              KeyConditionExpression: 'pk = :pk',
              ExpressionAttributeValues: { ':pk': { S: userPartition(userId) } },
              ConsistentRead: true,
              ...from,
            }),
          ),
    );
    startKey = LastEvaluatedKey;
    yield { rows: Items, after: LastEvaluatedKey && keyOf(LastEvaluatedKey) };
  } while (startKey);
}

/** Those that are there, in no order. DynamoDB may answer a part only: it is asked again for the rest. */
export async function readRows(table: RowTable, keys: readonly Key[]): Promise<readonly Row[]> {
  const found: Row[] = [];
  let rest = keys.map(keyItem);
  let pause = firstPauseMilliseconds;
  while (rest.length > 0) {
    const Keys = rest.slice(0, batchKeys);
    const { Responses, UnprocessedKeys } = await patiently(table, () =>
      table.client.send(
        new BatchGetItemCommand({
          RequestItems: { [table.name]: { Keys, ConsistentRead: true } },
        }),
      ),
    );
    found.push(...(Responses?.[table.name] ?? []));
    const unread = UnprocessedKeys?.[table.name]?.Keys ?? [];
    rest = [...rest.slice(batchKeys), ...unread];
    // Where nothing at all was answered the table is asked too much of.
    if (unread.length < Keys.length) pause = firstPauseMilliseconds;
    else {
      await table.wait(pause);
      pause = Math.min(2 * pause, longestPauseMilliseconds);
    }
  }
  return found;
}

/**
 * Puts a row where the live one is still as it was compared, attribute by attribute, or still missing.
 * @returns false where it is not
 */
export async function putRow(table: RowTable, row: Row, live: Row | undefined): Promise<boolean> {
  try {
    await patiently(table, () =>
      table.client.send(
        new PutItemCommand({ TableName: table.name, Item: { ...row }, ...asCompared(row, live) }),
      ),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function asCompared(row: Row, live: Row | undefined) {
  const names = [...new Set([...Object.keys(row), ...Object.keys(live ?? {})])].sort();
  if (!live) return { ConditionExpression: 'attribute_not_exists(pk)' };
  const condition = names
    .map((name, index) =>
      live[name] ? `#a${index} = :a${index}` : `attribute_not_exists(#a${index})`,
    )
    .join(' AND ');
  return {
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#a${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      names.flatMap((name, index) => (live[name] ? [[`:a${index}`, live[name]]] : [])),
    ),
  };
}

const keyItem = ({ pk, sk }: Key): Record<string, AttributeValue> => ({
  pk: { S: pk },
  sk: { S: sk },
});

/** The SDK has tried several times by then: an operator would rather wait longer than begin again. */
async function patiently<Answer>(
  { wait }: Pick<RowTable, 'wait'>,
  act: () => Promise<Answer>,
): Promise<Answer> {
  for (
    let pause = firstPauseMilliseconds;
    ;
    pause = Math.min(2 * pause, longestPauseMilliseconds)
  ) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Error && throttled.has(error.name))) throw error;
      await wait(pause);
    }
  }
}
