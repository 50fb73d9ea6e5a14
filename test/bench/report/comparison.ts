import { type Difference, type Results, tolerance } from './results.ts';
import type { Table } from './section.ts';

export function comparisonTable(found: readonly Difference[], earlier: Results): Table {
  const apart = found.filter(({ agrees }) => !agrees).length;
  return {
    title: `Ratios against the run of ${earlier.conditions.date}`,
    columns: [
      { title: 'Ratio' },
      { title: 'then', unit: '×', digits: 3 },
      { title: 'now', unit: '×', digits: 3 },
      { title: 'change', unit: '%', digits: 1 },
      { title: '' },
    ],
    rows: found.map(({ metric, before, now, change, agrees }) => [
      metric,
      before,
      now,
      100 * change,
      agrees ? '' : 'APART',
    ]),
    note: `${apart} of ${found.length} are apart: their medians by more than ${100 * tolerance} %, and their intervals do not overlap.`,
  };
}
