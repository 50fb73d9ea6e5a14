import { expect, it } from 'vitest';
import { inTheWay, type RungCost, rungTable } from '../../bench/cold/rungs.ts';
import { spreadAround } from './sections.ts';

const costOf = (adds: string, ofBare: number, library?: string): RungCost => ({
  adds,
  ...(library !== undefined && { library }),
  kilobytes: 10,
  importMilliseconds: spreadAround(ofBare * 20),
  coldMilliseconds: spreadAround(ofBare * 40),
  cpuMilliseconds: spreadAround(ofBare * 50),
  ofBare: spreadAround(ofBare),
});

const costs = [
  costOf('what one library does', 0.2, 'one library'),
  costOf('our own', 0.1),
  costOf('what another does', 0.05, 'another'),
  costOf('the rest of our own', 0.01),
];

it('the reason for a miss names each library with its share, and our own together', () => {
  const reason = inTheWay(costs);
  expect(reason).toContain(
    'one library 0.20, another 0.05; all of our own and middy together 0.11',
  );
});

it('every part has a row of its own, in milliseconds and as a multiple of the bare calls', () => {
  const { columns, rows } = rungTable(costs);
  expect(rows.map(([adds]) => adds)).toEqual(costs.map(({ adds }) => adds));
  expect(rows.map((row) => row.length)).toEqual(costs.map(() => columns.length));
  expect(columns.map(({ unit }) => unit)).toEqual([undefined, 'KB', 'ms', 'ms', 'ms', '×']);
});
