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

/**
 * How every function is built, apart from what `bundlePlugins` do. The bench leaves out one option at a time.
 */
export const buildOptions = {
  outExtension: { '.js': '.mjs' },
  absWorkingDir: repository,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // The packages' ES modules come first: esbuild can leave unused code out of them, but not out of CommonJS.
  mainFields: ['module', 'main'],
  minify: true,
  treeShaking: true,
  legalComments: 'none',
  // Korean text stays as it is: escaped it is twice as long.
  charset: 'utf8',
  // The map lies beside the bundle, which does not name it: people read a trace by it, and it is never
  // deployed.
  sourcemap: 'external',
  metafile: true,
  logLevel: 'warning',
  write: false,
} satisfies BuildOptions;

/**
 * Bundles every function by one esbuild call, each into a single file. Beside it lie the files that a
 * function serves, and modules that few calls need, which the first of those calls loads. The same sources
 * give the same bytes, so an unchanged function is not deployed again.
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

/** The files lie beside the bundle, so that a cold start does not load them. */
async function filesOfSwaggerPage(outputDirectory: string) {
  const files = await swaggerBundleFiles();
  return files.map(({ path, contents }) => ({
    path: join(outputDirectory, swaggerFunction, path),
    contents,
  }));
}

/**
 * One function serves the web app's files, and the other keeps them for pages that are still open after the
 * next release.
 */
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

/**
 * Removes what an earlier build left: its files had other hashes in their names, and would be deployed too.
 */
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
