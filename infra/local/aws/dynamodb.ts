import { z } from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION, type LocalTable } from '../template/model.ts';
import { type Authorizer, type Caller, denialMessage } from './authorization.ts';
import type { DynamoDbEngine } from './dynamodb-engine.ts';
import {
  accessDenied,
  type JsonReply,
  parseJsonObject,
  parseParameters,
  unknownOperation,
} from './json-protocol.ts';
import { leadingKeysOf } from './leading-keys.ts';

const VALIDATION = 'com.amazon.coral.validate#ValidationException';
const oneTable = z.looseObject({ TableName: z.string(), IndexName: z.string().optional() });
const manyTables = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()) });

const ONE_TABLE = new Set(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'DescribeTable']);
const TABLE_OR_INDEX = new Set(['Query', 'Scan']);
const MANY_TABLES = new Set(['BatchGetItem', 'BatchWriteItem']);

/**
 * DynamoDB's item calls, each authorized by the ARN of its table or index and by its partition
 * keys. Transactions, PartiQL and table administration are refused: the stack's functions need none,
 * and not every engine has them.
 */
export class DynamoDb {
  readonly #engine: DynamoDbEngine;
  readonly #authorizer: Authorizer;
  readonly #tables: ReadonlyMap<string, KnownTable>;

  constructor(engine: DynamoDbEngine, authorizer: Authorizer, tables: readonly LocalTable[]) {
    this.#engine = engine;
    this.#authorizer = authorizer;
    this.#tables = new Map(tables.map((table) => [table.name, knownTable(table)]));
  }

  /** @throws JsonServiceError */
  async handle(caller: Caller, operation: string, body: Uint8Array): Promise<JsonReply> {
    for (const { resource, leadingKeys } of this.#targets(operation, body)) {
      const action = `dynamodb:${operation}`;
      if (!this.#authorizer.allows(caller, action, resource, leadingKeys)) {
        throw accessDenied(denialMessage(caller, action, resource));
      }
    }
    return this.#engine.call(operation, body);
  }

  #targets(operation: string, body: Uint8Array): readonly Target[] {
    if (operation === 'ListTables') return [{ resource: '*', leadingKeys: [] }];
    if (MANY_TABLES.has(operation)) {
      const call = parseParameters(manyTables, parseJsonObject(body), VALIDATION);
      return Object.entries(call.RequestItems).map(([name, part]) =>
        this.#target(operation, name, undefined, part),
      );
    }
    if (ONE_TABLE.has(operation) || TABLE_OR_INDEX.has(operation)) {
      const call = parseParameters(oneTable, parseJsonObject(body), VALIDATION);
      const index = TABLE_OR_INDEX.has(operation) ? call.IndexName : undefined;
      return [this.#target(operation, call.TableName, index, call)];
    }
    throw unknownOperation(`The local stack does not offer dynamodb:${operation}.`);
  }

  #target(operation: string, name: string, index: string | undefined, call: unknown): Target {
    const table = this.#tables.get(name);
    const arn = table?.arn ?? `arn:aws:dynamodb:${LOCAL_REGION}:${LOCAL_ACCOUNT}:table/${name}`;
    const partitionKey = table?.partitionKeys.get(index);
    return {
      resource: index === undefined ? arn : `${arn}/index/${index}`,
      leadingKeys: partitionKey === undefined ? [] : leadingKeysOf(operation, call, partitionKey),
    };
  }
}

/** A resource that a call acts on, and the partitions of it. */
interface Target {
  readonly resource: string;
  readonly leadingKeys: readonly string[];
}

const keySchema = z.array(z.looseObject({ AttributeName: z.string(), KeyType: z.string() }));
const tableShape = z.looseObject({
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(z.looseObject({ IndexName: z.string(), KeySchema: keySchema }))
    .default([]),
});

interface KnownTable {
  readonly arn: string;
  /** The partition key's name by index; `undefined` stands for the table itself. */
  readonly partitionKeys: ReadonlyMap<string | undefined, string>;
}

function knownTable({ arn, createTable }: LocalTable): KnownTable {
  const { KeySchema, GlobalSecondaryIndexes } = tableShape.parse(createTable);
  const partitionKeys = new Map<string | undefined, string>();
  for (const { IndexName, ...index } of [
    { IndexName: undefined, KeySchema },
    ...GlobalSecondaryIndexes,
  ]) {
    const key = index.KeySchema.find(({ KeyType }) => KeyType === 'HASH');
    if (key) partitionKeys.set(IndexName, key.AttributeName);
  }
  return { arn, partitionKeys };
}
