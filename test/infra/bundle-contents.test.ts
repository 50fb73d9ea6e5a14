import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/bundle/bundle.ts';
import { environments, type FunctionName } from '../../shared/contracts/environment.ts';
import { temporaryFolder } from '../support/synthesized-stack.ts';

const { directory, metafile } = await bundleFunctions({
  outputDirectory: temporaryFolder('bundle-contents'),
});

/**
 * What each part of a function brings along, exactly. A package that appears here anew is paid for
 * at every cold start: it is to be wanted, not to slip in.
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
const queue = ['@aws-sdk/client-sqs', '@aws-sdk/middleware-sdk-sqs'];
const api = ['@middy/core', 'zod'];
const tokens = [...secrets, 'jose'];
const userRoute = [...api, ...tokens, ...table];
const catalogRoute = [...api, ...table];

const packages: Record<FunctionName, readonly string[]> = {
  'issue-token': userRoute,
  'get-name': userRoute,
  'change-name': userRoute,
  'list-lectures': userRoute,
  'get-progress': userRoute,
  'delete-user': [...userRoute, ...bucket],
  'export-user': userRoute,
  'list-majors': catalogRoute,
  'list-subjects': catalogRoute,
  'list-topics': catalogRoute,
  'get-topic': catalogRoute,
  'create-topic': [...userRoute, ...queue],
  'list-own-topics': userRoute,
  'get-own-topic': userRoute,
  'edit-topic': userRoute,
  'delete-topic': userRoute,
  'presign-upload': [...userRoute, ...bucket, '@aws-sdk/s3-request-presigner'],
  'submit-lecture': [...userRoute, ...bucket, ...queue],
  'get-ranking': userRoute,
  'get-lecture': userRoute,
  'rate-lecture': userRoute,
  'get-api-docs': api,
  'get-swagger-page': api,
  'get-web-app': api,
  'reject-request': ['zod'],
  'process-lecture': [...table, ...secrets, ...bucket, ...queue, 'openai', 'jsonrepair'],
  'delete-unclaimed': [...table, ...bucket, ...queue],
  'sweep-lectures': [...table, ...bucket, ...queue],
  'fold-standings': table,
  'look-at-models': [...aws, ...secrets, 'openai', 'zod'],
  'load-catalog': table,
  'keep-web-files': table,
};

/** Node's own modules, by what needs them. */
const ofAws = ['async_hooks', 'crypto', 'fs', 'fs/promises', 'http', 'https', 'os', 'path'];
const ofTable = [...ofAws, 'process', 'stream'];
const ofApi = ['timers'];
const ofPackedText = ['zlib'];
const ofChecksums = ['zlib'];
const ofUserRoute = [...ofTable, ...ofApi];

const builtins: Record<FunctionName, readonly string[]> = {
  'issue-token': ofUserRoute,
  'get-name': ofUserRoute,
  'change-name': ofUserRoute,
  'list-lectures': [...ofUserRoute, ...ofPackedText],
  'get-progress': ofUserRoute,
  'delete-user': [...ofUserRoute, ...ofChecksums],
  'export-user': [...ofUserRoute, ...ofPackedText],
  'list-majors': ofUserRoute,
  'list-subjects': ofUserRoute,
  'list-topics': ofUserRoute,
  'get-topic': ofUserRoute,
  'create-topic': [...ofUserRoute, ...ofPackedText],
  'list-own-topics': [...ofUserRoute, ...ofPackedText],
  'get-own-topic': [...ofUserRoute, ...ofPackedText],
  'edit-topic': [...ofUserRoute, ...ofPackedText],
  'delete-topic': [...ofUserRoute, ...ofPackedText],
  'presign-upload': [...ofUserRoute, ...ofChecksums],
  'submit-lecture': [...ofUserRoute, ...ofChecksums],
  'get-ranking': ofUserRoute,
  'get-lecture': [...ofUserRoute, ...ofPackedText],
  'rate-lecture': ofUserRoute,
  'get-api-docs': [...ofApi, 'crypto', 'zlib'],
  'get-swagger-page': [...ofApi, 'crypto', 'fs/promises', 'zlib'],
  'get-web-app': [...ofApi, 'crypto', 'fs/promises', 'zlib'],
  'reject-request': [],
  'process-lecture': [...ofTable, ...ofPackedText],
  'delete-unclaimed': [...ofTable, ...ofChecksums],
  'sweep-lectures': [...ofTable, ...ofChecksums],
  'fold-standings': ofTable,
  'look-at-models': ofTable,
  'load-catalog': ofTable,
  'keep-web-files': ofTable,
};

const isFunctionName = (name: string): name is FunctionName => name in environments;
const names = Object.keys(environments).filter(isFunctionName);
const sorted = (list: readonly string[]) => [...new Set(list)].sort();

function sourcesOf(name: FunctionName): readonly string[] {
  const [, output] =
    Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`)) ?? [];
  return Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
}

const packagesOf = (name: FunctionName): readonly string[] =>
  sourcesOf(name).flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);

function builtinsOf(name: FunctionName): readonly string[] {
  const text = readFileSync(join(directory, name, 'index.mjs'), 'utf8');
  return [...text.matchAll(/getBuiltinModule\("node:([\w/]+)"\)/g)].map(
    ([, module = '']) => module,
  );
}

describe('what a bundle holds', () => {
  it.each(names)('%s has exactly the packages it is meant to have', (name) => {
    expect(sorted(packagesOf(name))).toEqual(sorted(packages[name]));
  });

  it.each(names)('%s has zod’s small API alone, and one of its languages', (name) => {
    const ofZod = sourcesOf(name).filter((path) => path.includes('node_modules/zod/'));
    expect(ofZod.filter((path) => path.includes('/classic/'))).toEqual([]);
    expect(ofZod.flatMap((path) => /locales\/(.*)\.js$/.exec(path)?.[1] ?? [])).toEqual(['en']);
  });

  it.each(names)('%s loads exactly these of Node’s own modules', (name) => {
    expect(sorted(builtinsOf(name))).toEqual(sorted(builtins[name]));
  });
});
