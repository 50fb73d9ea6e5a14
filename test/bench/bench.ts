/**
 * The command behind `npm run bench`: it measures cold and warm calls against rivals of its own, the
 * pipeline, DynamoDB's units, the ranking and the costs, and says which targets are met. A whole run
 * writes docs/bench. The exit code is 1 if a target is missed without a stated reason, or a ratio differs
 * from that of `--against`, and 2 if it was asked for something that it cannot do.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandTrouble } from '../../infra/command-line/command-trouble.ts';
import { asksForHelp, helpOf } from '../../infra/command-line/manual.ts';
import { standingOf } from './report/cells.ts';
import { comparisonTable } from './report/comparison.ts';
import { conditionsOfNow } from './report/conditions.ts';
import { markdownDocument } from './report/markdown.ts';
import { benchManual, type CommandOptions, readCommandOptions } from './report/options.ts';
import { differences, type Results, readResults, resultsText } from './report/results.ts';
import type { Bench, Section, SectionId } from './report/section.ts';
import { tableText, terminalText } from './report/terminal.ts';

/** Each is loaded when its turn has come. */
const benches: Readonly<Record<SectionId, () => Promise<Bench>>> = {
  cold: async () => (await import('./cold/section.ts')).coldBench,
  warm: async () => (await import('./warm/section.ts')).warmBench,
  pipeline: async () => (await import('./pipeline/section.ts')).pipelineBench,
  felt: async () => (await import('./felt/section.ts')).feltBench,
  units: async () => (await import('./units/section.ts')).unitsBench,
  ranking: async () => (await import('./ranking/section.ts')).rankingBench,
  costs: async () => (await import('./costs/section.ts')).costsBench,
};

const ownDirectory = fileURLToPath(new URL('../../docs/bench', import.meta.url));

const argv = process.argv.slice(2);
if (asksForHelp(argv)) {
  console.log(helpOf(benchManual));
} else {
  try {
    const options = readCommandOptions(argv, ownDirectory);
    const earlier = options.against === undefined ? undefined : await readEarlier(options.against);
    process.exitCode = await run(options, earlier);
  } catch (error) {
    if (!(error instanceof CommandTrouble)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}

async function run(
  { only, effort, outputDirectory }: CommandOptions,
  earlier: Results | undefined,
): Promise<number> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const atStart = await conditionsOfNow();
  const sections: Section[] = [];
  for (const id of only) {
    const log = (line: string) =>
      console.error(`${seconds().toFixed(0).padStart(5)} s  ${id}: ${line}`);
    const bench = await benches[id]();
    const section = await bench({ effort, log });
    sections.push(section);
    console.log(terminalText(section));
  }
  if (outputDirectory !== undefined) {
    const conditions = { ...atStart, seconds: seconds(), effort };
    await mkdir(outputDirectory, { recursive: true });
    await writeFile(join(outputDirectory, 'results.json'), resultsText(sections, conditions));
    await writeFile(join(outputDirectory, 'README.md'), markdownDocument(sections, conditions));
    console.error(`wrote results.json and README.md to ${outputDirectory}`);
  }
  const isAgreeing = earlier === undefined || compare(earlier, sections);
  const isReached = sections.every(({ verdicts }) =>
    verdicts.every((verdict) => standingOf(verdict) !== 'missed'),
  );
  return isReached && isAgreeing ? 0 : 1;
}

function compare(earlier: Results, sections: readonly Section[]): boolean {
  const found = differences(earlier, sections);
  console.log(`${tableText(comparisonTable(found, earlier))}\n`);
  return found.every(({ agrees }) => agrees);
}

async function readEarlier(path: string): Promise<Results> {
  try {
    return readResults(await readFile(path, 'utf8'));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CommandTrouble(`--against ${path}: ${problem}`, 2);
  }
}
