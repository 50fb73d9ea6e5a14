/**
 * Tries the mutants of one file and writes what it learns into a journal, from which it goes on when it
 * is started again: the last one that it was trying had no end. Usage: mutate-file.ts FILE JOURNAL
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createVitest, type TestSpecification } from 'vitest/node';
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
/** The nearest first. */
const specificationsInOrder = (all: readonly TestSpecification[]) =>
  all.toSorted((a, b) => tests.indexOf(a.moduleId) - tests.indexOf(b.moduleId));

/** Without the projects of the configuration: their servers do not know this one's plugin. */
const vitest = await createVitest(
  {
    config: false,
    watch: false,
    include: tests,
    reporters: [{}],
    runner: resolve('test/mutation/mutant-runner.ts'),
    pool: 'threads',
    maxWorkers: 1,
    fileParallelism: false,
    isolate: false,
    testTimeout: 10_000,
    passWithNoTests: true,
    sequence: {
      sequencer: class {
        sort = specificationsInOrder;
        shard = specificationsInOrder;
      },
    },
    onConsoleLog: () => false,
  },
  {
    plugins: [
      {
        name: 'mutants',
        enforce: 'pre',
        // As a file on the disk it would be mistaken for the module as it is.
        configureVitest: ({ defineCacheKeyGenerator }) =>
          defineCacheKeyGenerator(({ id }) => (id === path ? false : undefined)),
        transform: (code, id) => (id === path ? withMutants(code, mutants) : null),
      },
    ],
  },
);
const specifications = (await vitest.globTestSpecifications()).filter(({ moduleId }) =>
  tests.includes(moduleId),
);

/** Such a run is for one mutant alone, and loads every file again. */
const mostFilesOfWholeRun = 8;

/** A run with the mutant on that nobody has. */
const withoutMutant = -1;

async function run(fromStart?: number) {
  vitest.invalidateFile(path);
  const { noticed, red } = readJournal(journal);
  vitest.provide('trial', {
    journal,
    pending: mutants.map((_, index) => index).filter((index) => !noticed.has(index)),
    ...(fromStart === undefined ? {} : { fromStart }),
  });
  const asked = specificationsInOrder(specifications).slice(
    0,
    fromStart === undefined ? undefined : mostFilesOfWholeRun,
  );
  return vitest.runTestSpecifications(
    asked.filter(({ moduleId }) => !red.includes(moduleId)),
    false,
  );
}

if (!readJournal(journal).isRepeated && specifications.length > 0) {
  await run();
  write({ kind: 'repeated' });
}
const { left, noticed, tried } = readJournal(journal);
const stillLeft = [...left].filter((index) => !noticed.has(index) && !tried.has(index));
if (stillLeft.length > 0) {
  // A file that fails as it is cannot notice anything.
  for (const module of (await run(withoutMutant)).testModules) {
    if (!module.ok()) write({ kind: 'red', test: module.moduleId });
  }
}
// From here on a single failure is enough.
vitest.config.bail = 1;
for (const index of stillLeft) {
  write({ kind: 'trying', index });
  const { testModules, unhandledErrors } = await run(index);
  const isNoticed = unhandledErrors.length > 0 || testModules.some((module) => !module.ok());
  write({ kind: isNoticed ? 'noticed' : 'survived', index });
}
await vitest.close();
process.exit(0);
