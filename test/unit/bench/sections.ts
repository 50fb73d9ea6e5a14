import type { Conditions } from '../../bench/report/conditions.ts';
import type { Section, Spread, Table, Verdict } from '../../bench/report/section.ts';

export function spreadAround(median: number, parts: Partial<Spread> = {}): Spread {
  const [low, high] = [median * 0.9, median * 1.1];
  return { count: 30, median, p90: median * 1.5, low, high, ...parts };
}

export function verdictOf(parts: Partial<Verdict> = {}): Verdict {
  return { metric: 'Cold, ours / theirs', measured: spreadAround(0.5), unit: '×', ...parts };
}

export const startsTable: Table = {
  title: 'One process start',
  columns: [{ title: 'Bundle' }, { title: 'Size', unit: 'KB' }, { title: 'Cold', unit: 'ms' }],
  rows: [
    ['ours, as deployed', 1346.7, spreadAround(80)],
    ['a rival | with a bar in its name', 722, spreadAround(160)],
  ],
  note: 'A note below it.',
};

export function sectionOf(parts: Partial<Section> = {}): Section {
  return {
    id: 'cold',
    title: 'Cold start',
    method: 'What was run against what.',
    verdicts: [verdictOf()],
    tables: [startsTable],
    ...parts,
  };
}

export const someConditions: Conditions = {
  date: '2026-11-22 03:00 UTC',
  commit: 'c0ffee1',
  cores: 2,
  processor: 'Test Processor',
  system: 'linux 6.1',
  node: 'v24.0.0',
  loadAtStart: [0.1, 0.25, 1],
  seconds: 99.6,
  effort: 1,
  packages: { esbuild: '0.28.2' },
};
