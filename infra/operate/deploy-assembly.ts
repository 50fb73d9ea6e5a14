import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { runCdk } from './cdk-cli.ts';
import { changeSetName, lossesIn, readChangeSet, refuseLosses } from './change-set.ts';
import type { ClientConfiguration } from './stage-access.ts';
import type { Surroundings } from './surroundings.ts';

export interface AssemblyDeploy {
  /** The folder that `cdk synth` wrote. */
  readonly assemblyDirectory: string;
  readonly stackName: string;
  /** A client that may read the stack and its change sets. */
  readonly client: ClientConfiguration;
  readonly environment: Surroundings['environment'];
  /** Options of the CLI for the step that prepares the changes, which may ask for approval. */
  readonly whenPreparing: readonly string[];
  /** Options of the CLI for the step that makes the changes. */
  readonly whenExecuting: readonly string[];
  /** Logical ids of stateful resources that may be removed or replaced. */
  readonly mayLose: readonly string[];
  /** File descriptor for the CLI's output @default this terminal */
  readonly output?: number;
}

export interface DeployOutcome {
  /** The exit code of the CLI. */
  readonly exitCode: number;
  readonly hasChanged: boolean;
}

/**
 * Deploys an assembly in two steps of the CLI. CloudFormation prepares the change set, and it is executed
 * only after it was read and loses nothing that the operator has not named.
 * @throws CommandTrouble where it would lose something; nothing has changed then
 */
export async function deployAssembly(deploy: AssemblyDeploy): Promise<DeployOutcome> {
  const { assemblyDirectory, stackName, client, environment, output, mayLose } = deploy;
  const run = (method: string, options: readonly string[]) =>
    runCdk(
      [
        'deploy',
        `--app=${assemblyDirectory}`,
        stackName,
        `--method=${method}`,
        `--change-set-name=${changeSetName}`,
        ...options,
      ],
      environment,
      output,
    );
  const prepared = await run('prepare-change-set', deploy.whenPreparing);
  if (prepared !== 0) return { exitCode: prepared, hasChanged: false };
  const { changes, isExecutable } = await readChangeSet(client, stackName);
  refuseLosses(lossesIn(changes), mayLose);
  if (!isExecutable) return { exitCode: 0, hasChanged: false };
  // The operator approved the changes when they were prepared.
  const exitCode = await run('execute-change-set', [
    '--require-approval=never',
    ...deploy.whenExecuting,
  ]);
  return { exitCode, hasChanged: exitCode === 0 };
}

const manifestSchema = z.looseObject({ artifacts: z.record(z.string(), z.unknown()) });

/**
 * @returns the folder's absolute path
 * @throws CommandTrouble with exit code 2 where there is no assembly of that stack in it
 */
export async function assemblyOf(folder: string, stackName: string): Promise<string> {
  const directory = resolve(folder);
  const written = await readFile(join(directory, 'manifest.json'), 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
  const manifest = manifestSchema.safeParse(written);
  if (manifest.success && Object.hasOwn(manifest.data.artifacts, stackName)) return directory;
  throw new CommandTrouble(`${folder} holds no assembly of ${stackName}; nothing was changed.`, 2);
}
