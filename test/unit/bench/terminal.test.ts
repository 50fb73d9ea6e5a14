import { describe, expect, it } from 'vitest';
import type { Table } from '../../bench/report/section.ts';
import { tableText, terminalText } from '../../bench/report/terminal.ts';
import { sectionOf, spreadAround, startsTable, verdictOf } from './sections.ts';

const widthOf = (text: string) => Math.max(...text.split('\n').map((line) => [...line].length));
const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');

describe('a section on the terminal', () => {
  it('has its targets before its tables', () => {
    const text = terminalText(sectionOf());
    expect(text.indexOf('0.50× (0.45–0.55)')).toBeGreaterThan(text.indexOf('Cold start'));
    expect(text.indexOf('One process start')).toBeGreaterThan(text.indexOf('0.50×'));
  });

  it('keeps to 80 columns, however long its sentences are', () => {
    const verdict = verdictOf({ metric: words, atMost: 0.1, because: words });
    const tables: Table[] = [
      { ...startsTable, note: words, rows: [[words, 1, spreadAround(1_000_000)]] },
    ];
    const text = terminalText(sectionOf({ method: words, verdicts: [verdict], tables }));
    expect(widthOf(text)).toBeLessThanOrEqual(80);
    expect(text.match(/word59/g)).toHaveLength(5);
  });

  it('marks a target that is missed, and gives the reason below it', () => {
    const missed = verdictOf({ atMost: 0.1, because: 'the SDK takes longer' });
    const lines = terminalText(sectionOf({ verdicts: [missed] })).split('\n');
    const index = lines.findIndex((line) => line.endsWith('≤ 0.10×  MISSED'));
    expect(lines[index + 1]).toBe('    the SDK takes longer');
  });

  it('does not print the reason of a target that is met', () => {
    const met = verdictOf({ atMost: 1, because: 'the SDK takes longer' });
    expect(terminalText(sectionOf({ verdicts: [met] }))).not.toContain('takes longer');
  });
});

describe('a table on the terminal', () => {
  it('aligns its numbers at the right', () => {
    expect(tableText(startsTable).split('\n')).toEqual([
      'One process start',
      'Bundle                            Size,                       Cold, ms',
      '                                     KB',
      '--------------------------------  -----  -----------------------------',
      'ours, as deployed                 1,347     80.0 (72.0–88.0) p90 120.0',
      'a rival | with a bar in its name    722  160.0 (144.0–176.0) p90 240.0',
      'A note below it.',
    ]);
  });

  it('shows less of its spreads if there is no room, in all rows alike', () => {
    const columns = Array.from({ length: 5 }, (_, index) => ({ title: `C${index}` }));
    const row = columns.map(() => spreadAround(10));
    const text = tableText({ title: 'Many', columns, rows: [row, row] });
    expect(widthOf(text)).toBeLessThanOrEqual(80);
    expect(text.match(/10\.0 p90 15\.0/g)).toHaveLength(10);
    expect(text).not.toContain('(9.0–11.0)');
  });

  it('shows a dash for a missing figure', () => {
    const text = tableText({ ...startsTable, rows: [['never called', Number.NaN, 'text']] });
    expect(text).toMatch(/never called +– /);
  });
});
