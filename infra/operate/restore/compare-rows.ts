import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isTombstone, numberIn, type Row } from './rows.ts';

/** What a row of the copy finds in the live table. */
export type Fate = 'missing' | 'same' | 'older' | 'newer';

/**
 * Attributes that only ever grow. By one of them a live row can be seen to be older than the copy's: it
 * was lost and begun anew since.
 */
const clocks = [
  ...['revision', 'version', 'version0', 'version1', 'lastActiveDay', 'attempt'],
  ...['endedAt', 'resentAt', 'redrivenAt', 'creditedAt', 'at'],
] as const;

/**
 * A live row that differs was written after the moment of the copy, so that it is the newer one unless its
 * own clocks say otherwise. A tombstone is for good, whatever they say.
 */
export function fateOf(row: Row, live: Row | undefined): Fate {
  if (!live) return 'missing';
  if (isSame(row, live)) return 'same';
  if (isTombstone(row) || isTombstone(live)) return 'newer';
  return isBehind(live, row) ? 'older' : 'newer';
}

function isBehind(live: Row, row: Row): boolean {
  const pairs = clocks.map((name) => [numberIn(live, name), numberIn(row, name)] as const);
  const isAhead = pairs.some(
    ([mine, its]) => mine !== undefined && (its === undefined || mine > its),
  );
  return !isAhead && pairs.some(([mine, its]) => its !== undefined && (mine ?? -1) < its);
}

/** Sets have no order. */
export function isSame(one: Row, other: Row): boolean {
  return isDeepStrictEqual(ordered(one), ordered(other));
}

const ordered = (row: Row) =>
  Object.fromEntries(
    Object.entries(row)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, inOrder(value)]),
  );

function inOrder(value: AttributeValue): unknown {
  if (value.SS) return { SS: value.SS.toSorted() };
  if (value.NS) return { NS: value.NS.toSorted() };
  if (value.BS)
    return { BS: value.BS.map((bytes) => Buffer.from(bytes).toString('hex')).toSorted() };
  if (value.B) return { B: Buffer.from(value.B).toString('hex') };
  if (value.L) return { L: value.L.map(inOrder) };
  if (value.M) return { M: ordered(value.M) };
  return { ...value };
}
