/**
 * Tries the mutants of one file from a given one on, and writes a line of JSON for each: the parent
 * takes a silence for a mutant that never ends. Usage: mutate-file.ts FILE FIRST
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';
import { type Mutant, mutantsOf, mutated } from './mutants.ts';
import { unitTestsOf } from './related-tests.ts';

const [, , file = '', first = '0'] = process.argv;
const path = resolve(file);
const source = readFileSync(path, 'utf8');
const mutants = mutantsOf(source);
let current: Mutant | undefined;

const tests = unitTestsOf(file);
/** Without the projects of the configuration: their servers know no plugin of this one. */
const vitest = await createVitest({
  config: false,
  watch: false,
  include: tests,
  reporters: [{}],
  bail: 1,
  maxWorkers: 1,
  fileParallelism: false,
  isolate: false,
});
const specifications = (await vitest.globTestSpecifications()).filter(({ moduleId }) =>
  tests.includes(moduleId),
);
specifications.sort((a, b) => tests.indexOf(a.moduleId) - tests.indexOf(b.moduleId));

async function isGreen(): Promise<boolean> {
  writeFileSync(path, current ? mutated(source, current) : source);
  vitest.invalidateFile(path);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    specifications,
    false,
  );
  return unhandledErrors.length === 0 && testModules.every((module) => module.ok());
}

const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
if (specifications.length === 0 || !(await isGreen())) {
  tell({ trouble: `${specifications.length} tests, not green without a mutant` });
} else {
  tell({ mutants: mutants.length });
  for (const [index, mutant] of mutants.entries()) {
    if (index < Number(first)) continue;
    current = mutant;
    tell({ index, survived: await isGreen() });
  }
}
await vitest.close();
process.exit(0);
