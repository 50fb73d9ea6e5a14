import type { Cell, Column, Spread, Verdict } from './section.ts';

/** How much of a spread is told: all of it, the median and the slow end, or the median alone. */
export type Detail = 'interval' | 'p90' | 'median';

export function isSpread(value: Cell): value is Spread {
  return typeof value === 'object';
}

/** `12.3 (11.9–12.8) p90 14.0`, or the beginning of it. */
export function spreadText(spread: Spread, digits: number, detail: Detail): string {
  const text = (value: number) => numberText(value, digits);
  const interval = detail === 'interval' ? ` (${text(spread.low)}–${text(spread.high)})` : '';
  const slow = detail === 'median' ? '' : ` p90 ${text(spread.p90)}`;
  return `${text(spread.median)}${interval}${slow}`;
}

export function cellText(cell: Cell, column: Column, detail: Detail): string {
  if (typeof cell === 'string') return cell;
  if (isSpread(cell)) return spreadText(cell, column.digits ?? 1, detail);
  return numberText(cell, column.digits ?? 0);
}

export function columnTitle({ title, unit }: Column): string {
  return unit === undefined ? title : `${title}, ${unit}`;
}

/** With thousands apart, and what cannot be told as a dash. */
function numberText(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '–';
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

export type Standing = 'met' | 'missed' | 'missed, see why' | 'measured';

/** By the median. What is not a number has not been shown to meet anything. */
export function standingOf({ measured, atMost, atLeast, because }: Verdict): Standing {
  if (atMost === undefined && atLeast === undefined) return 'measured';
  const value = medianOf(measured);
  const isMet =
    (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
  if (isMet) return 'met';
  return because === undefined ? 'missed' : 'missed, see why';
}

export function medianOf(measured: number | Spread): number {
  return typeof measured === 'number' ? measured : measured.median;
}

/** `0.53× (0.52–0.54)`, `12 µs`. */
export function measuredText({ measured, unit, digits = 2 }: Verdict): string {
  const value = withUnit(numberText(medianOf(measured), digits), unit);
  if (typeof measured === 'number') return value;
  return `${value} (${numberText(measured.low, digits)}–${numberText(measured.high, digits)})`;
}

/** `≤ 0.70×`; empty where there is no target. */
export function limitText({ atMost, atLeast, unit, digits = 2 }: Verdict): string {
  const parts = [
    ...(atLeast === undefined ? [] : [`≥ ${withUnit(numberText(atLeast, digits), unit)}`]),
    ...(atMost === undefined ? [] : [`≤ ${withUnit(numberText(atMost, digits), unit)}`]),
  ];
  return parts.join(', ');
}

function withUnit(value: string, unit: string): string {
  if (unit === '') return value;
  return unit === '×' || unit === '%' ? `${value}${unit}` : `${value} ${unit}`;
}
