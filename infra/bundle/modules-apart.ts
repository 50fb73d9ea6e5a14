import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { bundlePlugins } from './bundle-plugins.ts';
import { type BuiltFile, withDebugIds } from './debug-ids.ts';

/**
 * A module that is built by itself. It lies beside the bundle of each function that imports it, and the first
 * call that needs it loads it.
 */
interface ModuleApart {
  /** The name that the bundle imports. */
  readonly file: string;
  /** From the repository's root. */
  readonly source: string;
}

const modulesApart: readonly ModuleApart[] = [
  // Sentry would double the smallest bundle, and a call that goes well does not need it.
  { file: 'sentry-reporter.mjs', source: 'shared/platform/sentry-reporter.ts' },
  // The media libraries are half of the worker, and a typed lecture does not need them.
  { file: 'recognize-media.mjs', source: 'shared/recordings/media/recognize-media.ts' },
  // The web app reads the table only for files that the page of an earlier release still asks for.
  { file: 'earlier-web-files.mjs', source: 'shared/platform/earlier-web-files.ts' },
];

/** Leaves these modules out of a bundle, which then imports them from its own folder. */
export const leaveModulesApart: Plugin = {
  name: 'leave-modules-apart',
  setup({ onResolve }) {
    for (const { file, source } of modulesApart) {
      onResolve({ filter: new RegExp(`/${basename(source, '.ts')}\\.ts$`) }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `./${file}`, external: true } : undefined,
      );
    }
  },
};

/**
 * Builds each of these modules once, with its map, and puts a copy into the folder of each function that
 * imports it.
 */
export async function bundleModulesApart(
  options: BuildOptions & { readonly write: false },
  repository: string,
  outputDirectory: string,
): Promise<(metafile: Metafile) => readonly BuiltFile[]> {
  const { outputFiles } = await build({
    ...options,
    entryPoints: Object.fromEntries(
      modulesApart.map(({ file, source }) => [basename(file, '.mjs'), join(repository, source)]),
    ),
    outdir: outputDirectory,
    plugins: [...bundlePlugins],
  });
  const files = withDebugIds(outputFiles);
  return (metafile) => [
    ...files,
    ...files.flatMap(({ path, contents }) =>
      foldersThatImport(`./${basename(path)}`, metafile).map((folder) => ({
        path: join(repository, folder, basename(path)),
        contents,
      })),
    ),
  ];
}

function foldersThatImport(path: string, { outputs }: Metafile): readonly string[] {
  return Object.entries(outputs)
    .filter(([, { imports }]) => imports.some((imported) => imported.path === path))
    .map(([output]) => join(output, '..'));
}
