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

const VALIDATION = 'com.amazon.coral.validate#ValidationException';
const oneTable = z.looseObject({ TableName: z.string(), IndexName: z.string().optional() });
const manyTables = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()) });

const ONE_TABLE = new Set(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'DescribeTable']);
const TABLE_OR_INDEX = new Set(['Query', 'Scan']);
const MANY_TABLES = new Set(['BatchGetItem', 'BatchWriteItem']);

/**
 * DynamoDB's item calls, each authorized by the ARN of its table or index. Transactions, PartiQL
 * and table administration are refused: the stack's functions need none, and not every engine
 * has them.
 */
export class DynamoDb {
  readonly #engine: DynamoDbEngine;
  readonly #authorizer: Authorizer;
  readonly #arnOf: (tableName: string) => string;

  constructor(engine: DynamoDbEngine, authorizer: Authorizer, tables: readonly LocalTable[]) {
    this.#engine = engine;
    this.#authorizer = authorizer;
    const arns = new Map(tables.map((table) => [table.name, table.arn]));
    this.#arnOf = (name) =>
      arns.get(name) ?? `arn:aws:dynamodb:${LOCAL_REGION}:${LOCAL_ACCOUNT}:table/${name}`;
  }

  /** @throws JsonServiceError */
  async handle(caller: Caller, operation: string, body: Uint8Array): Promise<JsonReply> {
    for (const resource of this.#resources(operation, body)) {
      const action = `dynamodb:${operation}`;
      if (!this.#authorizer.allows(caller, action, resource)) {
        throw accessDenied(denialMessage(caller, action, resource));
      }
    }
    return this.#engine.call(operation, body);
  }

  #resources(operation: string, body: Uint8Array): readonly string[] {
    if (operation === 'ListTables') return ['*'];
    if (MANY_TABLES.has(operation)) {
      const call = parseParameters(manyTables, parseJsonObject(body), VALIDATION);
      return Object.keys(call.RequestItems).map(this.#arnOf);
    }
    if (ONE_TABLE.has(operation) || TABLE_OR_INDEX.has(operation)) {
      const call = parseParameters(oneTable, parseJsonObject(body), VALIDATION);
      const table = this.#arnOf(call.TableName);
      const index = TABLE_OR_INDEX.has(operation) ? call.IndexName : undefined;
      return [index === undefined ? table : `${table}/index/${index}`];
    }
    throw unknownOperation(`The local stack does not offer dynamodb:${operation}.`);
  }
}
