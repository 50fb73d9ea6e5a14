import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, root)), 'utf8');
const isThere = (path: string) => existsSync(fileURLToPath(new URL(path, root)));

interface ListedTest {
  readonly file: string;
  /** Of a block of tests, if it is in one, and of the test: together they read as a sentence. */
  readonly titles: readonly string[];
}

interface Row {
  readonly subject: string;
  readonly entries: readonly string[];
}

/** The rows of the table under a heading: a subject, and entries separated by `<br>`. */
function rowsUnder(heading: string): Row[] {
  const section =
    read('docs/reliability.md').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => {
      const [subject = '', entries = ''] = line.slice(2, -2).split(' | ');
      return { subject, entries: entries.split('<br>') };
    });
}

/** `file`: titles, separated by ` › `. */
function listedTest(entry: string): ListedTest | undefined {
  const [, file, titles] = /^`(test\/[^`]+\.ts)`: (.+)$/.exec(entry) ?? [];
  return file && titles ? { file, titles: titles.split(' › ') } : undefined;
}

function hasTitles({ file, titles }: ListedTest): boolean {
  const source = isThere(file) ? read(file) : '';
  const hasTitle = (title: string) =>
    ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));
  return titles.every(hasTitle);
}

describe.each(['Promises', 'Faults', 'Risks'])(
  'the table of %s in docs/reliability.md',
  (heading) => {
    const rows = rowsUnder(heading);
    const entries = rows.flatMap((row) => row.entries);

    it('has rows that list nothing but tests', () => {
      expect(rows.length).toBeGreaterThan(8);
      const unreadable = entries.filter((entry) => !listedTest(entry));
      expect(unreadable).toEqual([]);
    });

    it('lists tests that exist, by file and titles', () => {
      const gone = entries
        .map(listedTest)
        .filter((listed) => listed !== undefined)
        .filter((listed) => !hasTitles(listed));
      expect(gone).toEqual([]);
    });
  },
);

describe('a promise of docs/reliability.md', () => {
  it('is explained and listed with its tests exactly once', () => {
    const told =
      read('docs/reliability.md').split('\n## The invariants\n')[1]?.split('\n## ')[0] ?? '';
    const promises = [...told.matchAll(/^\*\*(.+?)\*\*/gm)].map(([, promise]) => promise);
    expect(promises.length).toBeGreaterThan(8);
    expect(rowsUnder('Promises').map(({ subject }) => subject)).toEqual(promises);
  });
});
