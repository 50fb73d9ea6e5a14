import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { runCdk } from '../cdk-cli.ts';
import { readChangeSet } from '../change-set.ts';
import { madeBy } from '../remove-stack.ts';
import { type ClientConfiguration, isWhole } from '../stage-access.ts';
import type { Surroundings } from '../surroundings.ts';
import type { AdoptingStack } from './adopt.ts';
import { writeImportAssembly } from './import-assembly.ts';

export interface AdoptionByCdk {
  readonly stackName: string;
  readonly region: string;
  /** What `cdk synth` wrote of the whole stage; beside it goes the assembly of the import. */
  readonly assemblyDirectory: string;
  /** May read the stack and its change sets. */
  readonly client: ClientConfiguration;
  readonly environment: Surroundings['environment'];
  /** For the CLI, in both of its steps. */
  readonly options: readonly string[];
  /** File descriptor of what the CLI says @default this terminal */
  readonly output?: number;
}

/** It stays in CloudFormation beside that of deploys, to look at. */
const changeSetName = 'learning-mate-adopt';

/** By the CDK CLI, so that a deploy and an import act by the same roles. */
export function adoptingStack(by: AdoptionByCdk): AdoptingStack {
  const { stackName, region, client, environment, output, options } = by;
  const directory = `${by.assemblyDirectory.replace(/\/$/, '')}-import`;
  const run = async (command: string, parameters: readonly string[], trouble: string) => {
    const exitCode = await runCdk(
      [command, `--app=${directory}`, stackName, ...parameters, ...options],
      environment,
      output,
    );
    if (exitCode !== 0) throw new CommandTrouble(trouble, exitCode === 130 ? 130 : 1);
  };
  return {
    name: stackName,
    region,
    async held() {
      if (!(await isWhole(client, stackName))) return undefined;
      const resources = await madeBy(new CloudFormationClient(client), stackName);
      // An import that failed may leave a stack with nothing in it, which takes another one.
      return resources.length === 0 ? undefined : resources;
    },
    async prepareImport(template, identifiers) {
      await writeImportAssembly(by.assemblyDirectory, directory, stackName, template);
      await run(
        'import',
        [
          `--change-set-name=${changeSetName}`,
          '--no-execute',
          `--resource-mapping-inline=${JSON.stringify(identifiers)}`,
        ],
        'CloudFormation does not take this import, as the CDK CLI says above. Nothing was changed.',
      );
    },
    readImport: () => readChangeSet(client, stackName, changeSetName),
    executeImport: () =>
      run(
        'deploy',
        [
          '--method=execute-change-set',
          `--change-set-name=${changeSetName}`,
          '--require-approval=never',
        ],
        'The import failed, as the CDK CLI says above; CloudFormation has let go of everything again.',
      ),
  };
}
