import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFunctions } from '../../../infra/bundle/bundle.ts';
import type { Cell, Spread, Table } from '../report/section.ts';
import type { Field } from '../rivals/field.ts';
import { pairedRatios, spreadOf } from '../statistics.ts';
import { coldMilliseconds, startInRounds } from './rounds.ts';
import type { Start, StartOptions } from './start-process.ts';

const wholeRounds = 30;

/** Each bundle has what the one before it has, and this as well. */
const rungs = [
  {
    name: 'secret',
    adds: 'Secrets Manager: a second client of the SDK, and its call',
    library: 'Secrets Manager’s client',
  },
  {
    name: 'environment',
    adds: 'zod, its language, and the environment checked by it',
    library: 'zod',
  },
  {
    name: 'token',
    adds: 'jose: the token verified, its claims and the keys checked',
    library: 'jose',
  },
  { name: 'row', adds: 'the row by our adapter: its schema made, the item checked' },
  { name: 'http', adds: 'middy and the HTTP stack: request checked, log line, problems' },
  { name: 'ours', adds: 'the rest of the function: its use case, what later polls need' },
] as const satisfies readonly { name: string; adds: string; library?: string }[];

/** What one part adds to a cold start, as a share of the processor time that the bare calls take. */
export interface RungCost {
  readonly adds: string;
  /** The package that does most of its work; undefined for our own code. */
  readonly library?: string;
  readonly kilobytes: number;
  readonly importMilliseconds: Spread;
  readonly coldMilliseconds: Spread;
  readonly cpuMilliseconds: Spread;
  readonly ofBare: Spread;
}

/** The parts between the bare calls and the whole function, the dearest first. */
export async function rungCosts(
  { job, rivals, eventFile, folder }: Field,
  { effort, log }: { effort: number; log: (line: string) => void },
): Promise<readonly RungCost[]> {
  log('from the bare calls to the whole function, part by part');
  const outputDirectory = join(folder, 'rungs');
  await bundleFunctions({
    sourceDirectory: fileURLToPath(new URL('./rungs', import.meta.url)),
    outputDirectory,
  });
  const start = (bundle: string): StartOptions => ({
    bundle,
    eventFile,
    environment: job.environment,
  });
  const pathOf = (name: string) =>
    name === 'ours' ? rivals.ours.path : join(outputDirectory, name, 'index.mjs');
  const subjects: Record<string, StartOptions> = { bare: start(rivals.bare.path) };
  for (const { name } of rungs) subjects[name] = start(pathOf(name));
  const starts = await startInRounds(subjects, Math.max(3, Math.round(wholeRounds * effort)), log);
  assertWhole(starts);

  const names = ['bare', ...rungs.map(({ name }) => name)];
  const costs = rungs.map(async ({ name, ...part }, index): Promise<RungCost> => {
    const below = names[index] ?? 'bare';
    const above = (figure: (start: Start) => number) =>
      (starts[name] ?? []).map(
        (each, round) => figure(each) - figureAt(starts[below], round, figure),
      );
    const cpu = above(({ cpuMilliseconds }) => cpuMilliseconds);
    return {
      ...part,
      kilobytes: (await kilobytes(subjects, name)) - (await kilobytes(subjects, below)),
      importMilliseconds: spreadOf(above(({ importMilliseconds }) => importMilliseconds)),
      coldMilliseconds: spreadOf(above(coldMilliseconds)),
      cpuMilliseconds: spreadOf(cpu),
      ofBare: pairedRatios(
        cpu,
        (starts['bare'] ?? []).map(({ cpuMilliseconds }) => cpuMilliseconds),
      ),
    };
  });
  return (await Promise.all(costs)).toSorted(
    (one, other) => other.cpuMilliseconds.median - one.cpuMilliseconds.median,
  );
}

/** @throws Error for one that does not do its work: it would be quicker than one that does */
function assertWhole(starts: Readonly<Record<string, readonly Start[]>>): void {
  for (const [name, ofName] of Object.entries(starts)) {
    const wrong = ofName.find(({ status }) => status !== 200);
    if (wrong) throw new Error(`${name} answers ${wrong.status} ${wrong.body}`);
  }
}

const figureAt = (
  starts: readonly Start[] | undefined,
  round: number,
  figure: (start: Start) => number,
): number => {
  const start = starts?.[round];
  return start === undefined ? Number.NaN : figure(start);
};

const kilobytes = async (subjects: Readonly<Record<string, StartOptions>>, name: string) =>
  (await stat(subjects[name]?.bundle ?? '')).size / 1000;

export function rungTable(costs: readonly RungCost[]): Table {
  return {
    title: 'What is left above the bare SDK calls, by cost',
    columns: [
      { title: 'Part' },
      { title: 'Size', unit: 'KB' },
      { title: 'Import', unit: 'ms' },
      { title: 'Cold', unit: 'ms' },
      { title: 'Processor time', unit: 'ms' },
      { title: 'Processor time, of the bare calls’', unit: '×', digits: 2 },
    ],
    rows: costs.map((cost): Cell[] => [
      cost.adds,
      cost.kilobytes,
      cost.importMilliseconds,
      cost.coldMilliseconds,
      cost.cpuMilliseconds,
      cost.ofBare,
    ]),
    note: 'Bundles from the bare calls to the whole function, each with one part more than the one before it; a row is the difference of two that were started in one round. The bare calls are one call to DynamoDB: that a poll of a fresh process needs a secret as well, by another client, is the first of the parts. Rows are sorted by processor time, of which the machine’s other work disturbs least.',
  };
}

/** For the verdict: which libraries take how much. */
export function inTheWay(costs: readonly RungCost[]): string {
  const libraries = costs.filter(({ library }) => library !== undefined);
  const shareOf = (some: readonly RungCost[]) =>
    some.reduce((sum, { ofBare }) => sum + ofBare.median, 0);
  const told = libraries.map(({ library, ofBare }) => `${library} ${ofBare.median.toFixed(2)}`);
  const own = shareOf(costs) - shareOf(libraries);
  return `libraries stand in the way. Of the bare calls’ processor time a poll takes besides: ${told.join(', ')}; all of our own and middy together ${own.toFixed(2)}. The table by cost has the parts; none of the three is written by hand instead (ADR 0042).`;
}
