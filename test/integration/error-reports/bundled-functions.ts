import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { InvocationResult } from '../../../infra/local/lambda/lambda-environment.ts';
import { startLambdaRuntime } from '../../../infra/local/lambda/lambda-runtime.ts';
import type { LocalFunction } from '../../../infra/local/template/model.ts';
import type { FunctionName } from '../../../shared/contracts/environment.ts';
import { environments } from '../../../shared/contracts/functions.ts';
import { functionVariables } from '../../support/function-environment.ts';
import { type RefusingAws, startRefusingAws } from '../../support/refusing-aws.ts';
import { type SentryServer, startSentryServer } from '../../support/sentry-server.ts';
import { sharedBundles } from '../../support/shared-bundles.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Stands for whatever is personal: no envelope may contain it. */
export const canary = 'canary-7f3a9b';

export const sentrySecret = String(functionVariables['SENTRY_SECRET_ARN']);
export const tokenKeysSecret = String(functionVariables['TOKEN_KEYS_SECRET_ARN']);

export interface BundledFunctions {
  readonly aws: RefusingAws;
  readonly sentry: SentryServer;
  /** Holds a folder for each function. */
  readonly directory: string;
  /** What the functions wrote, and how they failed. */
  readonly lines: readonly string[];
  /** Makes a function that has not run yet, with its variables or some of them missing. */
  start(
    name: FunctionName,
    options?: { readonly missing?: readonly string[]; readonly directory?: string },
  ): (event: unknown) => Promise<InvocationResult>;
  /** A copy of a function's folder, to change something in it. */
  copyOf(name: FunctionName): Promise<string>;
}

/**
 * The real bundles in the local stack's Lambda, before an AWS that refuses whatever they ask except their
 * secrets, and a Sentry whose DSN is in its secret.
 */
export async function bundledFunctions(): Promise<BundledFunctions> {
  const copiesDirectory = temporaryFolder('error-reports');
  const [{ directory }, aws, sentry] = await Promise.all([
    sharedBundles(),
    startRefusingAws(`User 7001 (${canary}) is not authorized\n    at ${canary} (/x.mjs:1:1)`),
    startSentryServer(),
  ]);
  aws.secrets.set(sentrySecret, sentry.dsn);
  const lines: string[] = [];
  let copies = 0;

  return {
    aws,
    sentry,
    directory,
    lines,
    start(name, options = {}) {
      const fn = localFunction(name, options.directory ?? join(directory, name), {
        ...functionVariables,
        LECTURE_QUEUE_URL: `${aws.origin}/000000000000/lectures`,
      });
      const environment = Object.fromEntries(
        Object.entries(fn.environment).filter(([key]) => !options.missing?.includes(key)),
      );
      const runtime = startLambdaRuntime({
        stack: { functions: [{ ...fn, environment }], eventSources: [] },
        credentials: () => ({
          accessKeyId: 'ASIATEST',
          secretAccessKey: 'secret',
          sessionToken: 'token',
        }),
        edgeOrigin: aws.origin,
        log: (line) => lines.push(line),
      });
      afterAll(() => runtime.stop());
      return (event) => runtime.invoke(fn.arn, event);
    },
    async copyOf(name) {
      copies += 1;
      const copy = join(copiesDirectory, `copy-${copies}`);
      await cp(join(directory, name), copy, { recursive: true });
      return copy;
    },
  };
}

function localFunction(
  name: FunctionName,
  codeDirectory: string,
  variables: Readonly<Record<string, string>>,
): LocalFunction {
  const wanted = Object.keys(environments[name].shape);
  return {
    logicalId: name,
    name: `LearningMate-dev-${name}`,
    arn: `arn:aws:lambda:ap-northeast-2:000000000000:function:${name}`,
    roleArn: 'arn:aws:iam::000000000000:role/test',
    codeDirectory,
    handler: 'index.handler',
    environment: Object.fromEntries(wanted.map((key) => [key, variables[key] ?? ''])),
    timeoutSeconds: 10,
    memoryMegabytes: 256,
  };
}
