import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, root)), 'utf8');
const isThere = (path: string) => existsSync(fileURLToPath(new URL(path, root)));

interface ListedTest {
  readonly file: string;
  readonly title: string;
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

/** `file`: title, the title being one of a test or of a block of tests in that file. */
function listedTest(entry: string): ListedTest | undefined {
  const [, file, title] = /^`(test\/[^`]+\.ts)`: (.+)$/.exec(entry) ?? [];
  return file && title ? { file, title } : undefined;
}

function holdsTitle({ file, title }: ListedTest): boolean {
  const source = isThere(file) ? read(file) : '';
  return ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));
}

describe.each(['Promises', 'Faults', 'Risks'])(
  'the table of %s in docs/reliability.md',
  (heading) => {
    const rows = rowsUnder(heading);
    const entries = rows.flatMap((row) => row.entries);

    it('has rows, each with tests alone', () => {
      expect(rows.length).toBeGreaterThan(8);
      const unreadable = entries.filter((entry) => !listedTest(entry));
      expect(unreadable).toEqual([]);
    });

    it('lists tests that exist, by file and title', () => {
      const gone = entries
        .map(listedTest)
        .filter((listed) => listed !== undefined)
        .filter((listed) => !holdsTitle(listed));
      expect(gone).toEqual([]);
    });
  },
);

describe('a promise of docs/reliability.md', () => {
  it('is told in words and listed with its tests, each of them once', () => {
    const told =
      read('docs/reliability.md').split('\n## The invariants\n')[1]?.split('\n## ')[0] ?? '';
    const promises = [...told.matchAll(/^\*\*(.+?)\*\*/gm)].map(([, promise]) => promise);
    expect(promises.length).toBeGreaterThan(8);
    expect(rowsUnder('Promises').map(({ subject }) => subject)).toEqual(promises);
  });
});
