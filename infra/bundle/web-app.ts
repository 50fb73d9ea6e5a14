import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import {
  isImmutableName,
  webFileList,
  webFilesFolder,
  webPage,
  webWorker,
} from '../../shared/contracts/web-files.ts';
import { inBrotli, inGzip } from './compress.ts';
import type { BuiltFile } from './debug-ids.ts';
import { licenseTexts } from './license-texts.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The first versions that have `:has`, nested CSS and a microphone that we trust; older browsers are not
 * supported.
 */
const browsers = ['chrome111', 'edge111', 'firefox121', 'safari16.4'];

const webBuildOptions = {
  absWorkingDir: repository,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: browsers,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  metafile: true,
  logLevel: 'warning',
  write: false,
  outdir: join(repository, '.build', 'web-app'),
} satisfies BuildOptions;

const notificationIcon = 'icon-192.png';

interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Builds the web app as its function serves it, with each file compressed in two ways. Every file that the
 * page loads has a hash of its content in its name; the page, the worker and the manifest name those files.
 * The same sources give the same files.
 *
 * @param source the folder of the app: `main.tsx`, `app.css`, `worker/worker.ts`, `index.html`,
 *   `app.webmanifest` and `icons/`
 * @returns paths relative to the function's bundle
 */
export async function webAppFiles(source: string): Promise<readonly BuiltFile[]> {
  const [{ outputFiles, metafile }, icons] = await Promise.all([
    build({ ...webBuildOptions, entryPoints: [join(source, 'main.tsx'), join(source, 'app.css')] }),
    iconsIn(join(source, 'icons')),
  ]);
  const built = outputFiles.map(({ path, contents }) => ({
    name: basename(path),
    bytes: contents,
  }));
  const kept = [...built, ...icons];
  const nameOf = (plain: string) => nameIn(kept, plain);
  const besideMain = importedBy(metafile, nameOf('main.js'));
  const filled = async (file: string) =>
    new TextEncoder().encode(
      (await readFile(join(source, file), 'utf8'))
        .replace('{{beside main.js}}', besideMain.map(preloadLink).join(''))
        .replaceAll(/\{\{([\w.-]+)\}\}/g, (_, plain) => nameOf(plain)),
    );
  const page = { name: webPage, bytes: await filled(webPage) };
  const manifest = { name: 'app.webmanifest', bytes: await filled('app.webmanifest') };
  const offline = [...kept.map(({ name }) => name), manifest.name];
  const worker = await workerFile(source, [page, ...kept, manifest], offline);
  const licenses = await licenseTexts(packagesIn([metafile, worker.metafile]));
  const files = [page, ...kept, manifest, worker, { name: 'licenses.txt', bytes: licenses }];
  const names = files.map(({ name }) => name).filter((name) => name !== webPage);
  return [
    ...(await Promise.all(files.map(packed))).flat(),
    { path: join(webFilesFolder, webFileList), contents: JSON.stringify(names) },
  ];
}

/** The files that this one imports: the page tells the browser of them before it has read this one. */
function importedBy({ outputs }: Metafile, name: string): readonly string[] {
  const found = new Set<string>();
  const follow = (file: string) => {
    const output = Object.entries(outputs).find(([path]) => basename(path) === file)?.[1];
    for (const { path, kind } of output?.imports ?? []) {
      if (kind !== 'import-statement' || found.has(basename(path))) continue;
      found.add(basename(path));
      follow(basename(path));
    }
  };
  follow(name);
  return [...found];
}

const preloadLink = (name: string): string => `<link rel="modulepreload" href="app/${name}" />`;

/**
 * Finds a built file by its plain name: `main.js` is `main-ABCDEFGH.js`. @throws Error where the app has no
 * such file
 */
function nameIn(files: readonly NamedFile[], plain: string): string {
  const found = files.find(({ name }) => name.replace(/-[A-Z0-9]{8}(?=\.)/, '') === plain);
  if (!found) throw new Error(`the web app has no file ${plain}`);
  return found.name;
}

/**
 * Builds the service worker. A change in any file gives the worker another version, and the new worker loads
 * all files again.
 */
async function workerFile(
  source: string,
  versionOf: readonly NamedFile[],
  offline: readonly string[],
): Promise<NamedFile & { readonly metafile: Metafile }> {
  const hash = createHash('sha256');
  for (const { bytes } of versionOf) hash.update(bytes);
  const { outputFiles, metafile } = await build({
    ...webBuildOptions,
    entryPoints: [join(source, 'worker', 'worker.ts')],
    entryNames: '[name]',
    define: {
      VERSION: JSON.stringify(hash.digest('base64url').slice(0, 16)),
      OFFLINE_FILES: JSON.stringify(offline),
      ICON_FILE: JSON.stringify(nameIn(versionOf, notificationIcon)),
    },
  });
  const [output] = outputFiles;
  if (!output || basename(output.path) !== webWorker) throw new Error('there is no worker');
  return { name: webWorker, bytes: output.contents, metafile };
}

async function iconsIn(folder: string): Promise<readonly NamedFile[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (file) => {
      const bytes = await readFile(join(folder, file));
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8).toUpperCase();
      const name = file.replace(/(?=\.[a-z]+$)/, `-${hash}`);
      if (!isImmutableName(name)) throw new Error(`${file} is no name for a file of the web app`);
      return { name, bytes };
    }),
  );
}

function packagesIn(metafiles: readonly Metafile[]): readonly string[] {
  const inputs = metafiles.flatMap(({ inputs: of }) => Object.keys(of));
  const names = inputs.flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

const packed = async ({ name, bytes }: NamedFile): Promise<readonly BuiltFile[]> => [
  { path: join(webFilesFolder, `${name}.gz`), contents: await inGzip(bytes) },
  { path: join(webFilesFolder, `${name}.br`), contents: await inBrotli(bytes) },
];
