import { builtinModules } from 'node:module';
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';

const bareBuiltins = builtinModules.filter((name) => !name.startsWith('_')).join('|');

/**
 * Loads Node's built-in modules by a call instead of a static import. From an ES module the static
 * import of `node:http` and its like is slow (nodejs/node#59686). It also serves the `require` of
 * bundled CommonJS packages, which an ES module has not got.
 */
export const builtinsByRequire: Plugin = {
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
 * some 130 KB and a quarter of the import time, for providers that are never asked.
 */
export const environmentCredentials: Plugin = {
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
 * The OpenAI client makes an object of every resource of its API, so that none can be shaken out.
 * Administration and betas are never called here, and are 140 KB of the worker's bundle.
 */
export const unusedOpenAiResources: Plugin = {
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
