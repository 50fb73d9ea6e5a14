import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import { environments, functionNames } from '../../shared/contracts/functions.ts';
import { functionOf, routeNames } from '../../shared/contracts/routes.ts';
import { swaggerFiles, swaggerFilesFolder } from '../../shared/contracts/swagger-files.ts';
import { webFilesFolder } from '../../shared/contracts/web-files.ts';
import { sharedBundles } from '../support/shared-bundles.ts';

const { directory, metafile } = await sharedBundles();
const names = readdirSync(directory, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const apiFunctions = routeNames.map(functionOf);
const isApi = (name: string) =>
  name === 'reject-request' || apiFunctions.some((each) => each === name);

const apiLimitKilobytes = 370;
const limitsKilobytes: Partial<Record<FunctionName, number>> = {
  // The SDK of the provider, whose client looks models up.
  'look-at-models': 470,
  // It also gives seats in the league.
  'share-topic': 640,
  'submit-lecture': 490,
  'answer-pupil': 490,
  'presign-upload': 420,
  'delete-user': 420,
  'delete-unclaimed': 410,
  'sweep-lectures': 420,
  // It also tells devices of an end: the libraries of Web Push are 20 of these.
  'process-lecture': 910,
  // It carries the catalog itself.
  'load-catalog': 500,
};

/** The web app and its files lie beside the functions that serve and keep them. */
const webFunctions: readonly string[] = ['get-web-app', 'keep-web-files'];

/** The one route that calls a provider while its caller waits. */
const asksModeration = 'share-topic';

/** Only there the media libraries lie beside the bundle, for the first recording to load. */
const hearsRecordings = (name: string) => name === 'process-lecture';

const bundlePath = (name: string) => join(directory, name, 'index.mjs');
const bundleOf = (name: string) => readFileSync(bundlePath(name), 'utf8');

const packagesIn = (name: string): readonly string[] => {
  const [, output] =
    Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`)) ?? [];
  const inputs = Object.entries(output?.inputs ?? {}).filter(([, used]) => used.bytesInOutput > 0);
  return inputs.map(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? '');
};

const loadedSchema = z.object({ handler: z.string(), undici: z.array(z.string()) });

const endpoints = '[{"baseUrl":"https://example.org/v1","model":"m"}]';
const webSettings = '{"standIn":false,"recordingDays":7,"hearers":[],"assessors":[]}';
const adUnits = '["2747237135"]';
const hosts = '["push.example"]';
const experiments = '[{"name":"a","share":50,"from":"2026-12-01"}]';
const acceptableValues = [
  ...[
    'value',
    'https://example.org/path',
    '20',
    endpoints,
    webSettings,
    adUnits,
    hosts,
    experiments,
  ],
];

/** Imports a bundle as Lambda does, in a process of its own with nothing but its environment. */
function load(name: FunctionName) {
  const variables = Object.entries<z.core.$ZodType>(environments[name].shape).map(
    ([variable, schema]) => [
      variable,
      acceptableValues.find((value) => z.safeParse(schema, value).success),
    ],
  );
  const script = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(bundlePath(name)).href)});
    const undici = process.moduleLoadList.filter((loaded) => loaded.includes('undici'));
    process.stdout.write('\\n' + JSON.stringify({ handler: typeof handler, undici }));
    process.exit();`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(variables),
      AWS_REGION: 'ap-northeast-2',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_SESSION_TOKEN: 'example',
    },
  });
  const lastLine = stdout.slice(stdout.lastIndexOf('\n') + 1);
  if (!lastLine.startsWith('{')) throw new Error(`${name} does not load:\n${stderr}`);
  return loadedSchema.parse(JSON.parse(lastLine));
}

describe('the bundles', () => {
  it('are one for each function of the contracts', () => {
    expect(names.sort()).toEqual([...functionNames].sort());
  });

  it.each(functionNames)('%s is within its size', (name) => {
    const kilobytes = Buffer.byteLength(bundleOf(name)) / 1000;
    expect(kilobytes).toBeLessThanOrEqual(limitsKilobytes[name] ?? apiLimitKilobytes);
  });

  it.each(functionNames)(
    '%s is one file that stands alone, with its map and the error reporter beside it',
    (name) => {
      expect(readdirSync(join(directory, name)).sort()).toEqual([
        ...(name === 'get-web-app' ? ['earlier-web-files.mjs'] : []),
        ...(name === 'get-swagger-page' ? [swaggerFilesFolder] : []),
        ...(webFunctions.includes(name) ? [webFilesFolder] : []),
        'index.mjs',
        'index.mjs.map',
        ...(hearsRecordings(name) ? ['recognize-media.mjs'] : []),
        'sentry-reporter.mjs',
      ]);
      expect(bundleOf(name)).not.toContain('sourceMappingURL');
      expect(bundleOf(name)).not.toMatch(/\bfrom\s*["'](?:node:)?(?:https?|fs|crypto|stream)["']/);
    },
  );

  it('of the API’s page has its files beside it, and they ask for no other', () => {
    const folder = join(directory, 'get-swagger-page', swaggerFilesFolder);
    const names = Object.keys(swaggerFiles);
    expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.gz`).sort());
    const textOf = (name: string) =>
      gunzipSync(readFileSync(join(folder, `${name}.gz`))).toString();
    const asked = [...textOf('index.html').matchAll(/(?:src|href)="([^"]*)"/g)].map(([, to]) => to);
    expect(asked).not.toEqual([]);
    expect(names).toEqual(expect.arrayContaining(asked));
    expect(textOf('swagger-initializer.js')).toContain("url: '../v3/api-docs'");
  });

  it.each(functionNames)('%s contains nothing of Sentry, only the path to load it from', (name) => {
    expect(packagesIn(name).filter((path) => /sentry|opentelemetry/.test(path))).toEqual([]);
    expect(bundleOf(name).match(/\bimport\("[^"]*"\)/g)).toEqual([
      ...(hearsRecordings(name) ? ['import("./recognize-media.mjs")'] : []),
      'import("./sentry-reporter.mjs")',
      ...(name === 'get-web-app' ? ['import("./earlier-web-files.mjs")'] : []),
    ]);
    expect(bundleOf(name)).not.toMatch(/\bfrom\s*["']\.\/sentry/);
  });

  it('have one and the same error reporter, small enough to load within its time', () => {
    const files = functionNames.map((name) =>
      readFileSync(join(directory, name, 'sentry-reporter.mjs'), 'utf8'),
    );
    expect(new Set(files).size).toBe(1);
    expect(Buffer.byteLength(files[0] ?? '') / 1000).toBeLessThanOrEqual(100);
  });

  it('of the worker loads media libraries of at most 700 KB for the first recording', () => {
    const file = readFileSync(join(directory, 'process-lecture', 'recognize-media.mjs'), 'utf8');
    expect(Buffer.byteLength(file) / 1000).toBeLessThanOrEqual(700);
    expect(packagesIn('process-lecture')).not.toContain('mediabunny');
  });

  it.each(functionNames)('%s names the map of its own build in its last line', (name) => {
    const [, id] = /\n\/\/# debugId=([0-9a-f-]{36})\n$/.exec(bundleOf(name)) ?? [];
    const map = readFileSync(`${bundlePath(name)}.map`, 'utf8');
    expect(z.looseObject({ debug_id: z.uuid() }).parse(JSON.parse(map)).debug_id).toBe(id);
  });

  it.each(functionNames)('%s takes credentials only from the environment', (name) => {
    const providers = packagesIn(name).filter((path) => /credential-provider/.test(path));
    expect(['@aws-sdk/credential-provider-env']).toEqual(expect.arrayContaining(providers));
  });

  const isWithoutFetch = (name: string) => isApi(name) && name !== asksModeration;
  it.each(functionNames.filter(isWithoutFetch))('%s loads without a fetch client', (name) => {
    expect(load(name)).toEqual({ handler: 'function', undici: [] });
  });

  it.each(functionNames.filter((name) => !isWithoutFetch(name)))('%s loads', (name) => {
    expect(load(name).handler).toBe('function');
  });
});

it('a commit that changes only documents changes no function', () => {
  const documents = Object.keys(metafile.inputs).filter(
    (path) =>
      /^(?:docs|test|\.github|\.ci)\//.test(path) ||
      path.endsWith('.md') ||
      path === 'package.json',
  );
  // It is made from the contracts, which the gate checks.
  expect(documents).toEqual(['docs/openapi.json']);
});
