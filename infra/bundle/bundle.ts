import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { bundlePlugins } from './bundle-plugins.ts';
import { type BuiltFile, withDebugIds } from './debug-ids.ts';
import { bundleModulesApart, leaveModulesApart } from './modules-apart.ts';
import { swaggerBundleFiles } from './swagger-files.ts';
import { webAppFiles } from './web-app.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface BundleProps {
  /**
   * Holds one folder per function, with its `handler.ts`.
   * @default `functions/` of the repository
   */
  readonly sourceDirectory?: string;
  /**
   * Gets `<name>/index.mjs` and its source map for each function, and `metafile.json`.
   * @default `.build/functions/` of the repository, which git ignores
   */
  readonly outputDirectory?: string;
}

export interface Bundles {
  readonly directory: string;
  /** Sorted names of the functions bundled. */
  readonly names: readonly string[];
  /** What went into which bundle, and how many bytes of it. */
  readonly metafile: Metafile;
}

/** How all of it is built, but for what `bundlePlugins` do. The bench leaves out one at a time. */
export const buildOptions = {
  outExtension: { '.js': '.mjs' },
  absWorkingDir: repository,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // The packages' ES modules: what is not used can be left out of those, not of CommonJS.
  mainFields: ['module', 'main'],
  minify: true,
  treeShaking: true,
  legalComments: 'none',
  // Korean text as itself: escaped it is twice as long.
  charset: 'utf8',
  // Beside the bundle and not named in it: to read a trace by, never deployed.
  sourcemap: 'external',
  metafile: true,
  logLevel: 'warning',
  write: false,
} satisfies BuildOptions;

/**
 * Bundles every function by one esbuild call, each into a single file that runs alone: beside it
 * lie what the page of the API answers, and what few calls need, loaded by the first of them. The
 * same sources give the same bytes, so an unchanged function is not deployed again.
 */
export async function bundleFunctions({
  sourceDirectory = join(repository, 'functions'),
  outputDirectory = join(repository, '.build', 'functions'),
}: BundleProps = {}): Promise<Bundles> {
  const names = await foldersIn(sourceDirectory);
  const [{ metafile, outputFiles }, filesApart] = await Promise.all([
    build({
      ...buildOptions,
      entryPoints: Object.fromEntries(
        names.map((name) => [`${name}/index`, join(sourceDirectory, name, 'handler.ts')]),
      ),
      outdir: outputDirectory,
      plugins: [leaveModulesApart, ...bundlePlugins],
    }),
    bundleModulesApart(buildOptions, repository, outputDirectory),
  ]);
  const files = [
    ...withDebugIds(outputFiles),
    ...filesApart(metafile),
    ...(names.includes(swaggerFunction) ? await filesOfSwaggerPage(outputDirectory) : []),
    ...(await filesOfWebApp(sourceDirectory, outputDirectory, names)),
    { path: join(outputDirectory, 'metafile.json'), contents: JSON.stringify(metafile) },
  ];
  await replaceFiles(outputDirectory, files);
  await removeFoldersOtherThan(names, outputDirectory);
  await removeFilesOtherThan(files, outputDirectory);
  return { directory: outputDirectory, names, metafile };
}

const swaggerFunction = 'get-swagger-page';

/** Beside the bundle, so that its start does not load them. */
async function filesOfSwaggerPage(outputDirectory: string) {
  const files = await swaggerBundleFiles();
  return files.map(({ path, contents }) => ({
    path: join(outputDirectory, swaggerFunction, path),
    contents,
  }));
}

/** The one that serves them, and the one that keeps them for the release after this one. */
const webFunctions = ['get-web-app', 'keep-web-files'];

async function filesOfWebApp(
  sourceDirectory: string,
  outputDirectory: string,
  names: readonly string[],
): Promise<readonly BuiltFile[]> {
  const serving = webFunctions.filter((name) => names.includes(name));
  if (serving.length === 0) return [];
  const files = await webAppFiles(join(sourceDirectory, 'get-web-app', 'app'));
  return serving.flatMap((name) =>
    files.map(({ path, contents }) => ({ path: join(outputDirectory, name, path), contents })),
  );
}

/**
 * Puts each file in its place whole, by a rename: a start, a synth and tests may bundle at the
 * same time, and none may find another's bundle missing or half written.
 */
async function replaceFiles(outputDirectory: string, files: readonly BuiltFile[]): Promise<void> {
  await mkdir(dirname(outputDirectory), { recursive: true });
  const scratch = await mkdtemp(`${outputDirectory}-`);
  try {
    for (const { path, contents } of files) {
      const whole = join(scratch, basename(path));
      await writeFile(whole, contents);
      await mkdir(dirname(path), { recursive: true });
      await rename(whole, path);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function removeFoldersOtherThan(names: readonly string[], directory: string): Promise<void> {
  const stale = (await foldersIn(directory)).filter((name) => !names.includes(name));
  await Promise.all(stale.map((name) => rm(join(directory, name), { recursive: true })));
}

/** What an earlier build left, whose files had other hashes in their names: it would be deployed. */
async function removeFilesOtherThan(files: readonly BuiltFile[], directory: string): Promise<void> {
  const built = new Set(files.map(({ path }) => path));
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const stale = found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !built.has(path));
  await Promise.all(stale.map((path) => rm(path, { force: true })));
}

async function foldersIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
