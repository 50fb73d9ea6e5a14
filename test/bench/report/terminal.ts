import {
  cellText,
  columnTitle,
  type Detail,
  limitText,
  measuredText,
  standingOf,
} from './cells.ts';
import type { Section, Table, Verdict } from './section.ts';

const width = 80;
const gap = '  ';
/** A column of text is not made narrower than this to fit. */
const narrowest = 16;

/** A section as plain text for a terminal of 80 columns, targets first. */
export function terminalText(section: Section): string {
  const parts = [
    `${section.title}\n${'='.repeat(section.title.length)}`,
    wrapped(section.method, width).join('\n'),
    verdictText(section.verdicts),
    ...section.tables.map(tableText),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const marks = { met: 'met', missed: 'MISSED', 'missed, see why': 'MISSED', measured: '' } as const;

function verdictText(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => ({
    cells: [verdict.metric, measuredText(verdict), limitText(verdict), marks[standingOf(verdict)]],
    because: standingOf(verdict) === 'missed, see why' ? verdict.because : undefined,
  }));
  const widths = fitted(
    rows.map(({ cells }) => cells),
    [true, false, false, false],
  );
  return rows
    .map(({ cells, because }) =>
      [
        lineText(cells, widths, [false, true, true, false]),
        ...wrapped(because ?? '', width - 4).map((line) => `    ${line}`),
      ].join('\n'),
    )
    .join('\n');
}

const details: readonly Detail[] = ['interval', 'p90', 'median'];

/** One table, of 80 columns where its numbers allow it. */
export function tableText(table: Table): string {
  const isText = table.columns.map(
    (_, index) =>
      table.rows.some((row) => typeof row[index] === 'string' && row[index].length > 0) &&
      !table.rows.some((row) => typeof row[index] !== 'string'),
  );
  const textOf = (detail: Detail) =>
    table.rows.map((row) =>
      table.columns.map((column, index) => cellText(row[index] ?? '', column, detail)),
    );
  const titles = table.columns.map(columnTitle);
  // Titles wrap at their words, of which none is broken.
  const longestWords = titles.map((title) => wrapped(title, 1).toSorted(byLength).at(-1) ?? '');
  const widthsOf = (rows: readonly (readonly string[])[]) =>
    fitted([longestWords, ...rows], isText);
  const isFitting = (rows: readonly (readonly string[])[]) => totalWidth(widthsOf(rows)) <= width;
  const detail = details.find((each) => isFitting(textOf(each))) ?? 'median';
  const rows = textOf(detail);
  const aligned = isText.map((text) => !text);
  const widths = widthsOf(rows);
  return [
    table.title,
    lineText(titles, widths, aligned),
    widths
      .map((columnWidth) => '-'.repeat(columnWidth))
      .join(gap)
      .trimEnd(),
    ...rows.map((row) => lineText(row, widths, aligned)),
    ...(table.note === undefined ? [] : wrapped(table.note, width)),
  ].join('\n');
}

const byLength = (left: string, right: string) => left.length - right.length;

const totalWidth = (widths: readonly number[]) =>
  widths.reduce((sum, each) => sum + each, 0) + gap.length * (widths.length - 1);

/** As wide as their cells; where that is too much, the columns of text give way. */
function fitted(rows: readonly (readonly string[])[], mayWrap: readonly boolean[]): number[] {
  const widths = mayWrap.map((_, index) =>
    Math.max(0, ...rows.map((row) => [...(row[index] ?? '')].length)),
  );
  const widest = () =>
    widths.reduce(
      (found, each, index) => (mayWrap[index] && each > (widths[found] ?? 0) ? index : found),
      mayWrap.indexOf(true),
    );
  while (totalWidth(widths) > width) {
    const index = widest();
    const current = widths[index] ?? 0;
    if (index < 0 || !mayWrap[index] || current <= narrowest) break;
    widths[index] = current - 1;
  }
  return widths;
}

function lineText(
  cells: readonly string[],
  widths: readonly number[],
  toTheRight: readonly boolean[],
): string {
  const lines = cells.map((cell, index) => wrapped(cell, widths[index] ?? width));
  const height = Math.max(1, ...lines.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) =>
    lines
      .map((wraps, index) => {
        const text = wraps[at] ?? '';
        const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - [...text].length));
        return toTheRight[index] ? space + text : text + space;
      })
      .join(gap)
      .trimEnd(),
  ).join('\n');
}

/** Lines of whole words; a word longer than the line stands alone. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && [...last].length + 1 + [...word].length <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
