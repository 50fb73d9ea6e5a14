import type { Difference, Results } from './results.ts';
import type { Table } from './section.ts';

/** So far may two runs on one machine lie apart. */
export const tolerance = 0.1;

export function comparisonTable(found: readonly Difference[], earlier: Results): Table {
  const apart = found.filter(({ change }) => Math.abs(change) > tolerance).length;
  return {
    title: `Medians of the ratios against the run of ${earlier.conditions.date}`,
    columns: [
      { title: 'Ratio' },
      { title: 'then', unit: '×', digits: 3 },
      { title: 'now', unit: '×', digits: 3 },
      { title: 'change', unit: '%', digits: 1 },
      { title: '' },
    ],
    rows: found.map(({ metric, before, now, change }) => [
      metric,
      before,
      now,
      100 * change,
      Math.abs(change) > tolerance ? 'APART' : '',
    ]),
    note: `${apart} of ${found.length} lie more than ${100 * tolerance} % apart.`,
  };
}
