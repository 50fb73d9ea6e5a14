import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import { functionNames as names } from '../../shared/contracts/functions.ts';
import { functionOf, type RouteName, routeNames, routes } from '../../shared/contracts/routes.ts';
import { expectedFunctions } from '../support/expected-functions.ts';
import { sharedBundles } from '../support/shared-bundles.ts';

const { directory, metafile } = await sharedBundles();

/**
 * What each part of a function brings along, exactly. A package that appears here is paid for at every
 * cold start: it should be added on purpose, and not slip in.
 */
const aws = [
  '@aws-sdk/core',
  '@aws-sdk/credential-provider-env',
  '@aws/lambda-invoke-store',
  '@smithy/core',
  '@smithy/node-http-handler',
  '@smithy/signature-v4',
  '@smithy/types',
];
const table = [
  ...aws,
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/dynamodb-codec',
  '@aws-sdk/endpoint-cache',
  '@aws-sdk/lib-dynamodb',
  '@aws-sdk/middleware-endpoint-discovery',
  '@aws-sdk/util-dynamodb',
  'mnemonist',
  'obliterator',
  'zod',
];
const secrets = ['@aws-sdk/client-secrets-manager'];
const bucket = [
  '@aws-sdk/checksums',
  '@aws-sdk/client-s3',
  '@aws-sdk/middleware-sdk-s3',
  '@aws-sdk/signature-v4-multi-region',
  '@aws-sdk/xml-builder',
];
const queue = [...aws, '@aws-sdk/client-sqs', '@aws-sdk/middleware-sdk-sqs'];
const api = ['@middy/core', 'zod'];
/** For functions that verify or sign tokens; the same keys may prove something else. */
const tokens = ['jose'];

/** What only these have in addition to what their role lets them call. */
const packagesOfTheirOwn: Partial<Record<FunctionName, readonly string[]>> = {
  'presign-upload': ['@aws-sdk/s3-request-presigner'],
  'revise-lecture': ['fastest-levenshtein'],
  'process-lecture': [
    ...['jsonrepair', 'ts-fsrs'],
    ...['@block65/webcrypto-web-push', 'jose', 'uint8array-extras'],
  ],
  'get-home': ['ts-fsrs'],
  'delete-topic': ['ts-fsrs'],
  'export-user': ['ts-fsrs'],
  // It signs by the one and encrypts by the others.
  'send-reminders': ['@block65/webcrypto-web-push', 'jose', 'uint8array-extras'],
  // Points of the league are a few more for what was due.
  'close-leagues': ['ts-fsrs'],
  'share-topic': ['ts-fsrs'],
  'reject-request': ['zod'],
  'send-canary': ['zod'],
};

/** Node's own modules, by what needs them. */
const ofAws = ['async_hooks', 'crypto', 'fs', 'fs/promises', 'http', 'https', 'os', 'path'];
const ofClients = [...ofAws, 'process', 'stream'];
const ofApi = ['timers'];
const ofPackedText = ['zlib'];
const ofChecksums = ['zlib'];

const modulesOfTheirOwn: Partial<Record<FunctionName, readonly string[]>> = {
  'change-consents': ofPackedText,
  'list-lectures': ofPackedText,
  'get-ranking': ofPackedText,
  'fold-standings': ofPackedText,
  'export-user': ofPackedText,
  'get-lecture': ofPackedText,
  'reveal-answers': ofPackedText,
  'revise-lecture': ofPackedText,
  'create-topic': ofPackedText,
  'list-own-topics': ofPackedText,
  'get-own-topic': ofPackedText,
  'edit-topic': ofPackedText,
  'delete-topic': ofPackedText,
  'share-topic': ofPackedText,
  'stop-sharing': ofPackedText,
  'get-shared-topic': ofPackedText,
  'copy-shared-topic': ofPackedText,
  'report-shared-topic': ofPackedText,
  'get-home': ofPackedText,
  'close-leagues': ofPackedText,
  'process-lecture': ofPackedText,
  'get-api-docs': ['crypto', 'zlib'],
  'get-swagger-page': ['crypto', 'fs/promises', 'zlib'],
  'get-web-app': ['crypto', 'fs/promises', 'zlib'],
};

/** Functions whose client is in a separate module, which few calls load. */
const apart: readonly FunctionName[] = ['get-web-app'];

const servesRoutes = (name: FunctionName) => routeNames.some((each) => functionOf(each) === name);

const mayReach = (target: string) => (name: FunctionName) =>
  !apart.includes(name) &&
  Object.keys(expectedFunctions[name].may).some((each) => each.includes(target));

/** What a route needs, and for each thing that a role may reach the client that calls it. */
const broughtBy = [
  { needs: servesRoutes, packages: api, modules: ofApi },
  { needs: mayReach('table'), packages: table, modules: ofClients },
  { needs: mayReach('token keys'), packages: [...aws, ...secrets], modules: ofClients },
  {
    needs: (name: FunctionName) => servesRoutes(name) && mayReach('token keys')(name),
    packages: tokens,
    modules: [],
  },
  { needs: mayReach('bucket'), packages: bucket, modules: ofChecksums },
  { needs: mayReach('queue'), packages: queue, modules: ofClients },
  { needs: mayReach('push secret'), packages: secrets, modules: [] },
  {
    needs: mayReach('OpenAI key'),
    packages: [...aws, ...secrets, 'openai', 'zod'],
    modules: ofClients,
  },
];

/**
 * All but the one that recognises a wrong path by the right ones, and the one that answers the document.
 */
const knowsFewRoutes = (name: FunctionName) => name !== 'reject-request' && name !== 'get-api-docs';

/** What a function is a client of. */
const routesCalled: Partial<Record<FunctionName, readonly RouteName[]>> = {
  'send-canary': ['issue-token'],
};

const sorted = (list: readonly string[]) => [...new Set(list)].sort();
const broughtTo = (name: FunctionName) => broughtBy.filter(({ needs }) => needs(name));

function sourcesOf(name: FunctionName): readonly string[] {
  const [, output] =
    Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`)) ?? [];
  return Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
}

const packagesOf = (name: FunctionName): readonly string[] =>
  sourcesOf(name).flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);

const textOf = (name: FunctionName): string =>
  readFileSync(join(directory, name, 'index.mjs'), 'utf8');

function builtinsOf(name: FunctionName): readonly string[] {
  return [...textOf(name).matchAll(/getBuiltinModule\("node:([\w/]+)"\)/g)].map(
    ([, module = '']) => module,
  );
}

describe('a bundle', () => {
  it.each(names)('contains exactly the packages it is meant to have: %s', (name) => {
    expect(sorted(packagesOf(name))).toEqual(
      sorted([
        ...broughtTo(name).flatMap(({ packages }) => packages),
        ...(packagesOfTheirOwn[name] ?? []),
      ]),
    );
  });

  it.each(names)('contains only zod’s small API and one of its languages: %s', (name) => {
    const ofZod = sourcesOf(name).filter((path) => path.includes('node_modules/zod/'));
    expect(ofZod.filter((path) => path.includes('/classic/'))).toEqual([]);
    expect(ofZod.flatMap((path) => /locales\/(.*)\.js$/.exec(path)?.[1] ?? [])).toEqual(['en']);
  });

  it.each(names.filter(knowsFewRoutes))(
    'contains only the routes it serves or calls: %s',
    (name) => {
      const held = routeNames.filter((each) => textOf(name).includes(routes[each].summary));
      const own = routeNames.filter((each) => functionOf(each) === name);
      expect(held).toEqual([...own, ...(routesCalled[name] ?? [])]);
      // From the schema of a lecture as it is answered.
      expect(textOf(name)).not.toContain('Names this lecture.');
    },
  );

  it.each(names)('loads exactly these of Node’s own modules: %s', (name) => {
    expect(sorted(builtinsOf(name))).toEqual(
      sorted([
        ...broughtTo(name).flatMap(({ modules }) => modules),
        ...(modulesOfTheirOwn[name] ?? []),
      ]),
    );
  });
});
