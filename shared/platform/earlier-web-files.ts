import type { Table } from '../adapters/dynamo-table.ts';
import { findWebFile } from '../adapters/dynamo-web-files.ts';
import { dynamoTable } from './dynamo-client.ts';
import type { PackedFile } from './stored-file.ts';

let table: Table | undefined;

/** A file of an earlier release. Loaded by the first who asks for one: mostly nobody does. */
export function findEarlierWebFile(
  tableName: string,
  name: string,
): Promise<PackedFile | undefined> {
  table ??= dynamoTable(tableName);
  return findWebFile(table, name);
}
