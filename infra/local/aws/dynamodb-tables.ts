import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { LocalTable } from '../template/model.ts';
import type { DynamoDbEngine } from './dynamodb-engine.ts';
import type { JsonReply } from './json-protocol.ts';

const ATTEMPTS_TO_BECOME_ACTIVE = 200;

const indexSchema = z.looseObject({
  IndexName: z.string(),
  KeySchema: z.array(z.unknown()),
  Projection: z.unknown(),
});
const createTableSchema = z.looseObject({
  TableName: z.string(),
  AttributeDefinitions: z.array(z.unknown()),
  KeySchema: z.array(z.unknown()),
  GlobalSecondaryIndexes: z.array(indexSchema).nonempty().optional(),
  LocalSecondaryIndexes: z.array(indexSchema).nonempty().optional(),
});
type CreateTable = z.infer<typeof createTableSchema>;

const descriptionSchema = z.looseObject({
  Table: z.looseObject({
    TableStatus: z.string(),
    KeySchema: z.array(z.unknown()),
    GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  }),
});

/** Makes the tables of the stack that the engine does not have yet. */
export async function createTables(
  engine: DynamoDbEngine,
  tables: readonly LocalTable[],
  log: (line: string) => void,
): Promise<void> {
  for (const table of tables) {
    const wanted = createTableSchema.parse(table.createTable);
    const existing = await describe(engine, wanted.TableName);
    if (existing === undefined) {
      const reply = await engine.call('CreateTable', JSON.stringify(portable(wanted)));
      // "In use" means that another process made the table between the two calls.
      if (reply.status !== 200 && !reply.body.includes('ResourceInUseException')) {
        throw new Error(`the table ${wanted.TableName} was not created: ${reply.body}`);
      }
    } else if (!sameKeys(existing, wanted)) {
      log(
        `the table ${wanted.TableName} was made with other keys or indexes than the template has: start afresh`,
      );
    }
    await untilActive(engine, wanted.TableName);
  }
}

/**
 * Keeps what every engine knows (keys, indexes, on-demand billing) and leaves out streams, encryption and
 * tags.
 */
function portable(table: CreateTable): Record<string, unknown> {
  const indexes = (list: CreateTable['GlobalSecondaryIndexes']) =>
    list?.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }));
  return {
    TableName: table.TableName,
    AttributeDefinitions: table.AttributeDefinitions,
    KeySchema: table.KeySchema,
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: indexes(table.GlobalSecondaryIndexes),
    LocalSecondaryIndexes: indexes(table.LocalSecondaryIndexes),
  };
}

type Description = z.infer<typeof descriptionSchema>['Table'];

async function describe(engine: DynamoDbEngine, name: string): Promise<Description | undefined> {
  const reply: JsonReply = await engine.call('DescribeTable', JSON.stringify({ TableName: name }));
  if (reply.status === 200) return descriptionSchema.parse(JSON.parse(reply.body)).Table;
  if (reply.body.includes('ResourceNotFoundException')) return undefined;
  throw new Error(`the table ${name} cannot be described: ${reply.body}`);
}

function sameKeys(existing: Description, wanted: CreateTable): boolean {
  const keys = (list: Description['GlobalSecondaryIndexes']) =>
    Object.fromEntries((list ?? []).map((index) => [index.IndexName, index.KeySchema]));
  return (
    isDeepStrictEqual(existing.KeySchema, wanted.KeySchema) &&
    isDeepStrictEqual(keys(existing.GlobalSecondaryIndexes), keys(wanted.GlobalSecondaryIndexes))
  );
}

async function untilActive(engine: DynamoDbEngine, name: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS_TO_BECOME_ACTIVE; attempt += 1) {
    if ((await describe(engine, name))?.TableStatus === 'ACTIVE') return;
    await delay(attempt < 20 ? 1 : 50);
  }
  throw new Error(`the table ${name} did not become active`);
}
