import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { buildOptions } from '../../../infra/bundle/bundle.ts';
import { bundlePlugins } from '../../../infra/bundle/bundle-plugins.ts';
import { leaveModulesApart } from '../../../infra/bundle/modules-apart.ts';
import type { FunctionName } from '../../../shared/contracts/environment.ts';
import type { Cell, Table } from '../report/section.ts';
import { esbuildDefaults } from '../rivals/build-rivals.ts';
import type { Field } from '../rivals/field.ts';
import { pairedRatios } from '../statistics.ts';
import { startInRounds } from './rounds.ts';
import type { StartOptions } from './start-process.ts';

const wholeRounds = 20;

/** As infra/bundle/bundle.ts has it, but each bundle is a file of its own. */
const { outExtension: _, ...shared } = buildOptions;
const asDeployed = {
  ...shared,
  write: true,
  sourcemap: false,
  metafile: false,
} satisfies BuildOptions;

const plugins: readonly Plugin[] = [leaveModulesApart, ...bundlePlugins];

interface Variant {
  readonly trick: string;
  readonly functionName: FunctionName;
  readonly options: BuildOptions;
}

/** A function that has it, if get-lecture does not. */
const measuredBy: Readonly<Record<string, FunctionName>> = {
  'plain-schema-keys': 'presign-upload',
  'unused-openai-resources': 'process-lecture',
};

const without = (left: Plugin): Variant => ({
  trick: left.name,
  functionName: measuredBy[left.name] ?? 'get-lecture',
  options: {
    ...asDeployed,
    plugins: plugins.filter((plugin) => plugin !== left),
    // Built-in modules that a call does not load leave CommonJS packages without `require`.
    ...(left.name === 'builtins-by-require' && { banner: esbuildDefaults.banner }),
  },
});

const withOptions = (trick: string, options: BuildOptions): Variant => ({
  trick,
  functionName: 'get-lecture',
  options: { ...asDeployed, plugins: [...plugins], ...options },
});

const variants: readonly Variant[] = [
  ...plugins.map(without),
  withOptions('ES modules of packages', { mainFields: ['main', 'module'] }),
  withOptions('minified', { minify: false }),
];

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** What each trick of the bundles is worth: it alone is left out, and the rest stays. */
export async function trickTable(
  { job, eventFile, folder }: Field,
  { effort, log }: { effort: number; log: (line: string) => void },
): Promise<Table> {
  const pathOf = (name: string) => join(folder, 'tricks', name, 'index.mjs');
  const deployed = (name: FunctionName) => join(folder, 'functions', name, 'index.mjs');
  const bundled = async (name: string, functionName: FunctionName, options: BuildOptions) => {
    const entry = join(repository, 'functions', functionName, 'handler.ts');
    await build({
      ...options,
      entryPoints: [entry],
      outfile: pathOf(name),
    });
  };
  log('leaving out one trick at a time');
  const nameOf = ({ trick, functionName }: Variant) =>
    `${functionName}-${trick.replaceAll(' ', '-')}`;
  for (const variant of variants) {
    await bundled(nameOf(variant), variant.functionName, variant.options);
  }

  const start = (bundle: string, name: FunctionName): StartOptions => ({
    bundle,
    environment: job.environment,
    // The stub answers this one; the others are only imported.
    ...(name === 'get-lecture' && { eventFile }),
  });
  const subjects: Record<string, StartOptions> = {};
  for (const variant of variants) {
    const { functionName } = variant;
    subjects[functionName] = start(deployed(functionName), functionName);
    subjects[nameOf(variant)] = start(pathOf(nameOf(variant)), functionName);
  }
  const starts = await startInRounds(subjects, Math.max(3, Math.round(wholeRounds * effort)), log);
  const rows = await Promise.all(
    variants.map(async (variant): Promise<Cell[]> => {
      const { trick, functionName } = variant;
      const [left, all] = [nameOf(variant), functionName].map((name) =>
        (starts[name] ?? []).map((start) => start.cpuMilliseconds),
      );
      const saved =
        (await kilobytes(pathOf(nameOf(variant)))) - (await kilobytes(deployed(functionName)));
      return [trick, functionName, saved, pairedRatios(all ?? [], left ?? [])];
    }),
  );
  return {
    title: 'What each trick of the bundles is worth',
    columns: [
      { title: 'Trick' },
      { title: 'Function' },
      { title: 'Saved', unit: 'KB' },
      { title: 'Processor time, with / without it', unit: '×', digits: 2 },
    ],
    rows,
    note: 'Each row leaves out that trick alone. Of presign-upload and process-lecture it is the import, of get-lecture the first call as well. Processor time, because differences as small as these drown in what else the machine does.',
  };
}

const kilobytes = async (path: string) => (await stat(path)).size / 1000;
