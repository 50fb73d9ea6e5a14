import { cellText, columnTitle, limitText, measuredText, standingOf } from './cells.ts';
import type { Conditions } from './conditions.ts';
import type { Section, Table } from './section.ts';

/** What docs/bench/README.md holds: all targets on top, then each section with its tables. */
export function markdownDocument(sections: readonly Section[], conditions: Conditions): string {
  const parts = [
    '# Bench',
    'Written by `npm run bench`; edit the code, not this page. The same figures as data are in `results.json`. Only ratios within one run carry over to another machine: milliseconds are this one’s.',
    'A median stands with its 95 % interval; p90 is the slow end of single measurements.',
    '## Ratios and targets',
    verdictTable(sections),
    ...sections.flatMap(({ title, method, tables }) => [
      `## ${title}`,
      method,
      ...tables.flatMap(tableParts),
    ]),
    '## Conditions',
    conditionsTable(conditions),
  ];
  return `${parts.join('\n\n')}\n`;
}

function verdictTable(sections: readonly Section[]): string {
  const rows = sections.flatMap(({ verdicts }) =>
    verdicts.map((verdict) => [
      verdict.metric,
      measuredText(verdict),
      limitText(verdict),
      standingOf(verdict) === 'missed, see why'
        ? `missed: ${verdict.because}`
        : standingOf(verdict).replace('measured', ''),
    ]),
  );
  return table(['Metric', 'Measured', 'Target', ''], rows, [false, true, true, false]);
}

function tableParts({ title, columns, rows, note }: Table): string[] {
  const cells = rows.map((row) =>
    columns.map((column, index) => cellText(row[index] ?? '', column, 'interval')),
  );
  const aligned = columns.map((_, index) => rows.some((row) => typeof row[index] !== 'string'));
  return [
    `### ${title}`,
    table(columns.map(columnTitle), cells, aligned),
    ...(note === undefined ? [] : [note]),
  ];
}

function conditionsTable({ packages, ...machine }: Conditions): string {
  const rows = [
    ['Date', machine.date],
    ['Commit', machine.commit],
    ['Processor', `${machine.cores} × ${machine.processor}`],
    ['System', machine.system],
    ['Node', machine.node],
    ['Load at the start', machine.loadAtStart.map((load) => load.toFixed(2)).join(', ')],
    ['Took', `${Math.round(machine.seconds)} s at effort ${machine.effort}`],
    ...Object.entries(packages),
  ];
  return table(['', ''], rows, [false, false]);
}

function table(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  toTheRight: readonly boolean[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  const rule = line(toTheRight.map((isRight) => (isRight ? '---:' : '---')));
  return [line(titles), rule, ...rows.map(line)].join('\n');
}
