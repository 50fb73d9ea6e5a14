import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import type { SynthesizedStack } from '../../local/template/synthesize.ts';
import type { Stage } from '../../stack/settings.ts';
import { runCdk } from '../cdk-cli.ts';
import { type DeployOutcome, deployAssembly } from '../deploy-assembly.ts';
import type { ClientConfiguration } from '../stage-access.ts';
import { interrupted, type Surroundings, say } from '../surroundings.ts';
import { alteredAssembly } from './altered-assembly.ts';
import type { Emulator } from './emulator.ts';

export const project = fileURLToPath(new URL('../../..', import.meta.url));
/** What a rehearsal leaves to look at: assemblies, and what the CDK CLI said. */
export const folder = join(project, '.local', 'rehearsal');

export interface Rehearsal {
  readonly stage: Stage;
  readonly emulator: Emulator;
  readonly stack: SynthesizedStack;
  readonly environment: Surroundings['environment'];
  readonly region: string;
  readonly surroundings: Surroundings;
}

const tableType = 'AWS::DynamoDB::GlobalTable';

/** A construct that was renamed: its table would be another one, with nothing in it. */
export async function seeRefusal(rehearsal: Rehearsal): Promise<void> {
  const { template, assemblyDirectory } = rehearsal.stack;
  const table = Object.entries(template.Resources).find(([, { Type }]) => Type === tableType)?.[0];
  const renamed = await alteredAssembly(assemblyDirectory, join(folder, 'renamed'), (text) =>
    text.replaceAll(`"${table}"`, '"RenamedTable"'),
  );
  const refusal = await deploy(rehearsal, 'Renamed', renamed).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(refusal instanceof CommandTrouble && refusal.message.includes(`${table} (${tableType})`))) {
    throw refusal ?? new CommandTrouble('A deploy that loses the table was not refused.');
  }
  say(rehearsal.surroundings.out, `Guard       a deploy without ${table} was refused`);
}

/**
 * As `npm run deploy` does. What the CLI says, a line per resource, goes to a file, and to the
 * terminal only the end of it where it failed.
 */
export async function deploy(
  { emulator, stack, environment, region, surroundings }: Rehearsal,
  title: string,
  assemblyDirectory = stack.assemblyDirectory,
): Promise<DeployOutcome> {
  return logged(surroundings, title, (output) =>
    deployAssembly({
      assemblyDirectory,
      stackName: stack.stackName,
      client: clientOf({ emulator, region }),
      environment,
      whenPreparing: ['--require-approval=never', '--ci'],
      whenExecuting: ['--ci'],
      mayLose: [],
      output,
    }),
  );
}

/** Runs the CDK CLI, likewise. */
export async function cdk(
  { environment, surroundings }: Rehearsal,
  title: string,
  parameters: readonly string[],
): Promise<void> {
  await logged(surroundings, title, async (output) => ({
    exitCode: await runCdk([...parameters, '--ci'], environment, output),
  }));
}

/** @param act gets the file descriptor that the CDK CLI is to say everything to */
export async function logged<Outcome extends { readonly exitCode: number }>(
  surroundings: Surroundings,
  title: string,
  act: (output: number) => Promise<Outcome>,
): Promise<Outcome> {
  const startedAt = performance.now();
  const path = join(folder, `${title.toLowerCase().replace(' ', '-')}.log`);
  const log = await open(path, 'w');
  const outcome = await act(log.fd).finally(() => log.close());
  if (outcome.exitCode !== 0) {
    if (surroundings.interrupt.aborted) throw interrupted();
    const said = await readFile(path, 'utf8');
    say(surroundings.err, said.trimEnd().split('\n').slice(-20).join('\n'));
    throw new CommandTrouble(`${title} failed; all that the CDK CLI said is in ${path}.`);
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  say(surroundings.out, `${title.padEnd(12)}done in ${seconds} s`);
  return outcome;
}

export const clientOf = ({
  emulator,
  region,
}: Pick<Rehearsal, 'emulator' | 'region'>): ClientConfiguration => ({
  region,
  maxAttempts: 2,
  endpoint: emulator.endpoint,
  credentials: emulator.credentials,
});
