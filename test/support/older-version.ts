import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { EngineTable } from './dynamo-engines.ts';

type Attribute =
  | { S: string }
  | { N: string }
  | { BOOL: boolean }
  | { B: string }
  | { NS: string[] }
  | { L: Attribute[] }
  | { M: Record<string, Attribute> };

/** DynamoDB's own form of a value, binary as base64. */
const attribute: z.ZodType<Attribute> = z.union([
  z.strictObject({ S: z.string() }),
  z.strictObject({ N: z.string() }),
  z.strictObject({ BOOL: z.boolean() }),
  z.strictObject({ B: z.base64() }),
  z.strictObject({ NS: z.array(z.string()) }),
  z.strictObject({ L: z.array(z.lazy(() => attribute)) }),
  z.strictObject({
    M: z.record(
      z.string(),
      z.lazy(() => attribute),
    ),
  }),
]);

function plainOf(value: { M: Record<string, Attribute> }): Record<string, unknown>;
function plainOf(value: Attribute): unknown;
function plainOf(value: Attribute): unknown {
  if ('S' in value) return value.S;
  if ('N' in value) return Number(value.N);
  if ('BOOL' in value) return value.BOOL;
  if ('B' in value) return Buffer.from(value.B, 'base64');
  if ('NS' in value) return new Set(value.NS.map(Number));
  if ('L' in value) return value.L.map((each) => plainOf(each));
  return Object.fromEntries(Object.entries(value.M).map(([name, each]) => [name, plainOf(each)]));
}

const landed = z.object({
  /** When it was written, in milliseconds since the epoch. */
  at: z.number(),
  userId: z.number(),
  /** Lecture ids by what had become of them. */
  lectures: z.record(z.string(), z.number()),
  /** Bodies of queue messages, by the same names. */
  messages: z.record(z.string(), z.unknown()),
  /** Bytes by object key. */
  objects: z.record(
    z.string(),
    z.base64().transform((deflated) => inflateRawSync(Buffer.from(deflated, 'base64'))),
  ),
  items: z.array(z.record(z.string(), attribute)),
});

/** What an older version has left in the table, the bucket and the queue. */
export async function readOlderVersion() {
  const path = new URL('../fixtures/older-version/november-2026.json', import.meta.url);
  return landed.parse(JSON.parse(await readFile(path, 'utf8')));
}

export type OlderVersion = Awaited<ReturnType<typeof readOlderVersion>>;

export async function putItems(table: EngineTable, { items }: OlderVersion): Promise<void> {
  for (const item of items) {
    await table.client.send(new PutCommand({ TableName: table.name, Item: plainOf({ M: item }) }));
  }
}
