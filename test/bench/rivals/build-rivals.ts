import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { bundleFunctions } from '../../../infra/bundle/bundle.ts';
import { leaveModulesApart } from '../../../infra/bundle/modules-apart.ts';

export const rivalIds = [
  'ours',
  'defaults',
  'sentry',
  'express',
  'expressByTheBook',
  'floor',
  'bare',
  'empty',
] as const;
export type RivalId = (typeof rivalIds)[number];

/** A bundle that answers the job by its export `handler`. */
export interface Rival {
  readonly id: RivalId;
  readonly label: string;
  readonly path: string;
  /** Of the bundle alone, in 1000 bytes. */
  readonly kilobytes: number;
}

const labels: Readonly<Record<RivalId, string>> = {
  ours: 'ours, as deployed',
  defaults: 'same handler, esbuild defaults',
  sentry: 'defaults + Sentry wrapHandler',
  express: 'same API on Express',
  expressByTheBook: 'Express by the book',
  floor: 'floor: node:https by hand',
  bare: 'bare SDK calls',
  empty: 'empty handler',
};

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Those that know nothing of our bundling. */
const sources: Partial<Record<RivalId, { entry: string; plugins: readonly Plugin[] }>> = {
  // Were the reporter in it, it would carry Sentry already, which is the next rival.
  defaults: { entry: '../../../functions/get-lecture/handler.ts', plugins: [leaveModulesApart] },
  sentry: { entry: './with-sentry.ts', plugins: [leaveModulesApart] },
  express: { entry: './on-express.ts', plugins: [leaveModulesApart] },
  expressByTheBook: { entry: './on-express-by-the-book.ts', plugins: [] },
};

/** What bundled CommonJS packages ask for, and an ES module has not got. */
const banner = `import { createRequire as benchRequire } from 'node:module';
import { fileURLToPath as benchPath } from 'node:url';
const require = benchRequire(import.meta.url);
const __filename = benchPath(import.meta.url);
const __dirname = benchPath(new URL('.', import.meta.url));`;

/** Everything else as esbuild has it when one asks for a minified ES module for Node. */
export const esbuildDefaults = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  banner: { js: banner },
  logLevel: 'warning',
} as const;

/** Bundles them all below `folder`, each where nothing else lies that it could load. */
export async function buildRivals(folder: string): Promise<Readonly<Record<RivalId, Rival>>> {
  const bundlePath = (name: string) => join(folder, name, 'index.mjs');
  await Promise.all([
    bundleFunctions({ outputDirectory: join(folder, 'functions') }),
    bundleFunctions({
      sourceDirectory: here('./bundled-alike'),
      outputDirectory: join(folder, 'bundled-alike'),
    }),
    ...Object.entries(sources).map(([id, { entry, plugins }]) =>
      build({
        ...esbuildDefaults,
        entryPoints: [here(entry)],
        outfile: bundlePath(id),
        plugins: [...plugins],
      }),
    ),
  ]);
  const rival = async (id: RivalId, name: string = id): Promise<Rival> => {
    const path = bundlePath(name);
    return { id, label: labels[id], path, kilobytes: (await stat(path)).size / 1000 };
  };
  return {
    ours: await rival('ours', join('functions', 'get-lecture')),
    defaults: await rival('defaults'),
    sentry: await rival('sentry'),
    express: await rival('express'),
    expressByTheBook: await rival('expressByTheBook'),
    floor: await rival('floor', join('bundled-alike', 'floor')),
    bare: await rival('bare', join('bundled-alike', 'bare-calls')),
    empty: await rival('empty', join('bundled-alike', 'empty')),
  };
}
