import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { bundlePlugins } from './bundle-plugins.ts';
import { type BuiltFile, withDebugIds } from './debug-ids.ts';

/** What lies beside the bundle of each function that imports it, loaded by the first who needs it. */
interface ModuleApart {
  /** The name that the bundle imports. */
  readonly file: string;
  /** From the repository's root. */
  readonly source: string;
}

const modulesApart: readonly ModuleApart[] = [
  // Sentry would double the smallest bundle, and what goes well has no use for it.
  { file: 'sentry-reporter.mjs', source: 'shared/platform/sentry-reporter.ts' },
  // The media libraries are half of the worker, and a typed lecture has no use for them.
  { file: 'recognize-media.mjs', source: 'shared/recordings/media/recognize-media.ts' },
  // The table has only what an earlier release's page still asks for.
  { file: 'earlier-web-files.mjs', source: 'shared/platform/earlier-web-files.ts' },
];

/** Leaves these modules out of a bundle, which then imports them from beside it. */
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

/** One build of each of them with its map, and a copy in the folder of each function that asks for it. */
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
