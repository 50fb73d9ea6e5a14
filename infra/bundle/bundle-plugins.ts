import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';
import { unusedConstants } from './unused-constants.ts';

const bareBuiltins = builtinModules.filter((name) => !name.startsWith('_')).join('|');

/**
 * Loads Node's built-in modules by a call instead of a static import. From an ES module the static import of
 * `node:http` and its like is slow (nodejs/node#59686). It also serves the `require` of bundled CommonJS
 * packages, which an ES module does not have. A cold start takes ×0.83 with it.
 */
const builtinsByRequire: Plugin = {
  name: 'builtins-by-require',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(?:node:.+|${bareBuiltins})$`) }, ({ path }) => ({
      path: path.startsWith('node:') ? path : `node:${path}`,
      namespace: 'builtin',
    }));
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};

/**
 * Lambda gives a function its role's credentials in the environment, and so does the local stack.
 * The SDK's default chain brings files, SSO, web identity, processes and instance metadata along:
 * some 135 KB for providers that are never asked. A cold start takes ×0.86 without them.
 */
const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'environment-credentials',
      pluginData: resolveDir,
    }));
    onLoad({ filter: /.*/, namespace: 'environment-credentials' }, ({ pluginData }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
      resolveDir: String(pluginData),
    }));
  },
};

/**
 * S3's schemas write their traits as `{ [_hH]: 'ETag' }`. A computed key might run code, so none of
 * its 481 shapes can be shaken out, though a function uses a few. The keys are constants of the
 * same file: with their text in their place they are plain names, and 56 KB are gone. The import of
 * `presign-upload` takes ×0.84 with it.
 */
const plainSchemaKeys: Plugin = {
  name: 'plain-schema-keys',
  setup({ onLoad }) {
    const schemas = /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;
    onLoad({ filter: schemas }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const constants = new Map(
        [...source.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name, text]) => [
          name,
          text,
        ]),
      );
      return {
        contents: source.replaceAll(/\[(\w+)\]:/g, (key, name: string) =>
          constants.has(name) ? `${constants.get(name)}:` : key,
        ),
      };
    });
  },
};

/**
 * The SDK loads the code of event streams when an operation has one, and no operation that we call has.
 * Without this plugin that code would be in every bundle, with all that it alone uses. A cold start takes
 * ×0.95 with it.
 */
const noEventStreams: Plugin = {
  name: 'no-event-streams',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, namespace: 'no-event-streams' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'no-event-streams' }, () => ({
      contents: `export class EventStreamSerde {
        constructor() { throw new Error('event streams are not bundled'); }
      }`,
    }));
  },
};

/**
 * The OpenAI client makes an object of every resource of its API, so that none can be shaken out.
 * Administration and betas are never called here, and they were 140 KB of the worker's bundle. Its import
 * takes ×0.96 without them.
 */
const unusedOpenAiResources: Plugin = {
  name: 'unused-openai-resources',
  setup({ onLoad }) {
    onLoad(
      { filter: /[\\/]openai[\\/]resources[\\/](?:admin[\\/]admin|beta[\\/]beta)\.mjs$/ },
      ({ path }) => ({
        contents: `export class ${basename(path).startsWith('admin') ? 'Admin' : 'Beta'} {}`,
      }),
    );
  },
};

/**
 * The plugins that every bundle is built with. `npm run bench -- --only cold` leaves out one at a time and
 * measures what it saves; a plugin that saves less than 3 % is not kept.
 */
export const bundlePlugins: readonly Plugin[] = [
  builtinsByRequire,
  environmentCredentials,
  plainSchemaKeys,
  noEventStreams,
  unusedOpenAiResources,
  unusedConstants,
];
