import type { Table } from '../adapters/dynamo-table.ts';
import { findWebFile } from '../adapters/dynamo-web-files.ts';
import { dynamoTable } from './dynamo-client.ts';
import type { PackedFile } from './stored-file.ts';

let table: Table | undefined;

/** Finds a file of an earlier release. The first request for one loads this module; mostly there is none. */
export function findEarlierWebFile(
  tableName: string,
  name: string,
): Promise<PackedFile | undefined> {
  table ??= dynamoTable(tableName);
  return findWebFile(table, name);
}
