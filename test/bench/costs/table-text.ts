/** A Markdown table. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * Rounded to the cent from one dollar on, to a tenth of a cent below, and further for smaller amounts.
 */
export function dollars(amount: number): string {
  if (amount >= 1) return `$${group(amount, 2)}`;
  if (amount === 0 || amount >= 0.001) return `$${amount.toFixed(3)}`;
  return `$${Number(amount.toPrecision(2)).toFixed(6).replace(/0+$/, '')}`;
}

/** Three significant digits below a hundred, and whole numbers above. */
export function number(value: number): string {
  if (value >= 100) return group(value, Number.isInteger(value * 2) && value % 1 !== 0 ? 1 : 0);
  return String(Number(value.toPrecision(3)));
}

function group(value: number, digits: number): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
