/**
 * Tries the mutants of one file and writes what it learns into a journal, from which it goes on when it
 * is started again: the last one that it was trying had no end. Usage: mutate-file.ts FILE JOURNAL
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';
import { type JournalLine, readJournal } from './journal.ts';
import { mutantsOf } from './mutants.ts';
import { unitTestsOf } from './related-tests.ts';
import { withMutants } from './with-mutants.ts';

const [, , file = '', journal = ''] = process.argv;
const path = resolve(file);
const source = readFileSync(path, 'utf8');
const mutants = mutantsOf(source);
const write = (line: JournalLine) => appendFileSync(journal, `${JSON.stringify(line)}\n`);

const { interrupted } = readJournal(journal);
if (interrupted !== undefined)
  write({ kind: 'noticed', index: interrupted, test: 'it has no end' });

const tests = unitTestsOf(file);
/** Without the projects of the configuration: their servers know no plugin of this one. */
const vitest = await createVitest(
  {
    config: false,
    watch: false,
    include: tests,
    reporters: [{}],
    runner: resolve('test/mutation/mutant-runner.ts'),
    bail: 1,
    pool: 'threads',
    maxWorkers: 1,
    fileParallelism: false,
    isolate: false,
    // What is kept on the disk would be taken for the module as it is, here and by other runs.
    fsModuleCache: false,
    testTimeout: 10_000,
    onConsoleLog: () => false,
  },
  {
    plugins: [
      {
        name: 'mutants',
        enforce: 'pre',
        transform: (code, id) => (id === path ? withMutants(code, mutants) : null),
      },
    ],
  },
);
const specifications = (await vitest.globTestSpecifications()).filter(({ moduleId }) =>
  tests.includes(moduleId),
);
specifications.sort((a, b) => tests.indexOf(a.moduleId) - tests.indexOf(b.moduleId));

/** Names of what fails; more than one only where several fail in an import. */
async function failures(fromStart?: number): Promise<string[]> {
  vitest.invalidateFile(path);
  const { noticed: known } = readJournal(journal);
  vitest.provide('trial', {
    journal,
    pending: mutants.map((_, index) => index).filter((index) => !known.has(index)),
    ...(fromStart === undefined ? {} : { fromStart }),
  });
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    specifications,
    false,
  );
  return [
    ...unhandledErrors.map(String),
    ...testModules.flatMap((module) => [
      ...[...module.children.allTests('failed')].map(({ fullName }) => fullName),
      ...module.errors().map(({ message }) => `${module.relativeModuleId}: ${message}`),
    ]),
  ];
}

if (!readJournal(journal).isRepeated && specifications.length > 0) {
  for (const test of await failures()) write({ kind: 'red', test });
  write({ kind: 'repeated' });
}
const { left, noticed, tried } = readJournal(journal);
for (const index of left) {
  if (noticed.has(index) || tried.has(index)) continue;
  write({ kind: 'trying', index });
  const [test] = await failures(index);
  write(test === undefined ? { kind: 'survived', index } : { kind: 'noticed', index, test });
}
await vitest.close();
process.exit(0);
