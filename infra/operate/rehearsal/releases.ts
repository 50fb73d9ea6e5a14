import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetAliasCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { liveAlias } from '../../stack/journey-functions.ts';
import { liveStage } from '../release/live-functions.ts';
import { release } from '../release/release.ts';
import { resourcesOf } from '../remove-stack.ts';
import { outputsOf } from '../stage-access.ts';
import { say } from '../surroundings.ts';
import { assemblyWithHandler } from './altered-assembly.ts';
import { clientOf, deploy, folder, type Rehearsal } from './deploys.ts';

/**
 * Releases what was deployed as `npm run deploy` does: it moves learners to the new versions, and the stage's
 * canary holds a lecture.
 * @param apiUrl the address at which functions in the emulator reach the stage
 */
export async function releaseDeployed(rehearsal: Rehearsal, apiUrl: string): Promise<void> {
  const { stack, surroundings } = rehearsal;
  const client = clientOf(rehearsal);
  const outputs = await outputsOf(client, stack.stackName);
  await release(
    liveStage({
      ...{ stackName: stack.stackName, reader: client, client, apiUrl },
      canaryFunction: outputs?.get('CanaryFunctionName') ?? '',
      wait: surroundings.wait,
      say: (line) => say(surroundings.out, `Release     ${line}`),
    }),
    // The emulator's alarms never ring.
    { watchSeconds: 0 },
  );
}

/** This handler starts and answers, but never with a lecture. */
const badHandler = `export const handler = async () => ({ statusCode: 200, body: '{}' });\n`;

/**
 * Deploys a release whose functions all start and give learners no feedback, and checks that it is taken
 * back.
 */
export async function seeReleaseUndone(rehearsal: Rehearsal, apiUrl: string): Promise<void> {
  const { template, assemblyDirectory } = rehearsal.stack;
  const reader = Object.entries(template.Resources).find(
    ([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.includes('GetLectureFunction'),
  )?.[0];
  const bad = await assemblyWithHandler(
    assemblyDirectory,
    join(folder, 'bad-release'),
    reader ?? '',
    badHandler,
  );
  const before = await servedVersions(rehearsal);
  await deploy(rehearsal, 'Bad release', bad);
  const undone = await releaseDeployed(rehearsal, apiUrl).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(undone instanceof CommandTrouble && undone.message.startsWith('No feedback'))) {
    throw undone ?? new CommandTrouble('A release without feedback was not noticed.');
  }
  const after = await servedVersions(rehearsal);
  if (after !== before) {
    throw new CommandTrouble(`A bad release was not taken back: ${before}, now ${after}.`);
  }
  say(rehearsal.surroundings.out, `Undone      "${undone.message}"`);
}

/** e.g. `…GetLectureFunction-1 2, …` */
async function servedVersions(rehearsal: Rehearsal): Promise<string> {
  const client = clientOf(rehearsal);
  const resources = await resourcesOf(new CloudFormationClient(client), rehearsal.stack.stackName);
  const lambda = new LambdaClient(client);
  const aliases = resources.filter(({ type }) => type === 'AWS::Lambda::Alias');
  const versions = await Promise.all(
    aliases.map(async ({ physicalId }) => {
      const [name] = physicalId.split(':').slice(6);
      const served = await lambda.send(
        new GetAliasCommand({ FunctionName: name, Name: liveAlias }),
      );
      return `${name} ${served.FunctionVersion}`;
    }),
  );
  return versions.sort().join(', ');
}
