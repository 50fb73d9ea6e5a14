export type Cell = string | number;

/**
 * A table for a terminal: texts are aligned to the left and numbers to the right, with a rule under the heads
 * and one above the last row, which sums up.
 */
export function textTable(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
  sum: readonly Cell[],
): string {
  const all = [heads, ...rows, sum];
  const widths = heads.map((_, column) =>
    Math.max(...all.map((row) => String(row[column] ?? '').length)),
  );
  const isNumber = (column: number) => typeof sum[column] === 'number';
  const line = (row: readonly Cell[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumber(column) ? String(cell).padStart(width) : String(cell).padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(heads), rule, ...rows.map(line), rule, line(sum)].join('\n');
}
