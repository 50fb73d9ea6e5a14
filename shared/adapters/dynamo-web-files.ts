import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { tableKeys } from '../contracts/table.ts';
import { changeItem } from './dynamo-change.ts';
import { webFileKey, webFilesPartition } from './dynamo-keys.ts';
import { findItem, inPartition, queryAll } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const bytes = z.instanceof(Uint8Array);
const fileItem = z.object({ gzip: bytes, brotli: bytes });
const listedItem = z.object({ sk: z.string(), expiresAt: z.optional(z.number()) });

export interface KeptWebFile {
  readonly gzip: Uint8Array;
  readonly brotli: Uint8Array;
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Files are kept for this long after the release that replaced them. */
const keptDays = 30;

/** A file of this or an earlier release. No other file ever has the same name. */
export async function findWebFile(table: Table, name: string): Promise<KeptWebFile | undefined> {
  const found = await findItem(table, webFileKey(name), 'eventual');
  return found && fileItem.parse(found);
}

/**
 * Keeps a release's files until 30 days after another release has replaced them. A second run for the same
 * release changes nothing.
 * @param now milliseconds
 */
export async function keepWebFiles(
  table: Table,
  names: readonly string[],
  read: (name: string) => Promise<KeptWebFile>,
  now: number,
): Promise<{ readonly kept: number; readonly leaving: number }> {
  const there = await listWebFiles(table);
  const staying = new Set(
    there.filter(({ expiresAt }) => expiresAt === undefined).map(({ sk }) => sk),
  );
  const fresh = names.filter((name) => !staying.has(name));
  for (const name of fresh) {
    const { gzip, brotli } = await read(name);
    // This replaces the same file of an earlier release, and with it the time at which that was to go.
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...webFileKey(name), gzip, brotli } }),
    );
  }
  const replaced = [...staying].filter((name) => !names.includes(name));
  const expiresAt = Math.ceil((now + keptDays * dayMilliseconds) / 1000);
  for (const name of replaced) {
    await changeItem(table, webFileKey(name), {
      set: { expiresAt },
      onlyIf: 'attribute_exists(#pk)',
    });
  }
  return { kept: fresh.length, leaving: replaced.length };
}

async function listWebFiles(table: Table): Promise<readonly z.infer<typeof listedItem>[]> {
  const rows = await queryAll(table, {
    ...inPartition(webFilesPartition),
    ProjectionExpression: `${tableKeys.sort}, ${tableKeys.timeToLive}`,
    ConsistentRead: true,
  });
  return rows.map((row) => listedItem.parse(row));
}
