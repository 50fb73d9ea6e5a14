import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Manual, readOptions, refused } from '../command-line/manual.ts';
import { contextKeys, readSettings } from '../stack/read-settings.ts';
import type { Settings, Stage } from '../stack/settings.ts';
import { adopt } from './adoption/adopt.ts';
import { adoptingStack } from './adoption/adopting-stack.ts';
import { findKept, offerOf } from './adoption/found-kept.ts';
import { readTemplate } from './adoption/import-assembly.ts';
import { readAdoption } from './adoption/kept-parts.ts';
import { keptThings } from './adoption/look-at-kept.ts';
import { runCdk } from './cdk-cli.ts';
import {
  cdkArguments,
  cdkOptions,
  cdkOptionsOf,
  cdkOptionsText,
  readContext,
} from './cdk-options.ts';
import { readStage } from './command-line.ts';
import { assemblyOf, type DeployOutcome, deployAssembly } from './deploy-assembly.ts';
import { stageKeys, tellModels } from './models-in-use.ts';
import { isAccessDenied } from './operate-trouble.ts';
import { type CheckedStage, preflight } from './preflight.ts';
import { liveStage } from './release/live-functions.ts';
import { release } from './release/release.ts';
import { hasValue } from './secret-values.ts';
import { isWhole, outputsOf, stackNameOf } from './stage-access.ts';
import { type Surroundings, say } from './surroundings.ts';

export const manual: Manual = {
  usage: `npm run deploy -- --stage dev|prod [--check-only]
  [--lose LOGICAL-ID] [--adopt PART=NAME] [--assembly FOLDER]
  [--skip-smoke]
  [options of cdk deploy]`,
  text: `Deploys one stage, once everything it needs was looked at: Node, the CDK CLI,
the account (choose it by AWS_PROFILE), the region and the bootstrap of CDK.
CloudFormation's list of changes is read before anything is changed: what would
remove or replace a table, bucket, secret, queue, topic or address is refused.
Tells afterwards what is left to do by hand, and what providers say of the
models. Then learners are moved to the new release, a lecture is held through
the stage's address, alarms are watched, and learners are moved back where that
lecture gets no feedback or an alarm begins to ring.

  --stage dev|prod   which stage
  --check-only       looks, deploys nothing
  --lose LOGICAL-ID  lets go of that one; may be said several times
  --adopt PART=NAME  a new stack takes over what an earlier one left: said for
                     each of table, bucket, tokenKeys, push, openAi and sentry
                     (PART=new makes it anew), or once: --adopt nothing
  --assembly FOLDER  deploys what a synth of the stage wrote there before
  --skip-smoke       holds no lecture: while the providers themselves are down

${cdkOptionsText}`,
};

const options = {
  stage: { type: 'string' },
  'check-only': { type: 'boolean', default: false },
  lose: { type: 'string', multiple: true },
  adopt: { type: 'string', multiple: true },
  assembly: { type: 'string' },
  'skip-smoke': { type: 'boolean', default: false },
  ...cdkOptions,
} as const;

const assemblyFolder = new URL('../../.build/assembly/', import.meta.url);

/**
 * `cdk deploy` of one stage, once everything it needs was looked at; tells afterwards what is left
 * to do by hand.
 * @returns the exit code, the CLI's own where it ran
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const given = readOptions(surroundings.argv, options, manual);
  const stage = readStage(given.stage);
  const handedOn = (step: keyof typeof cdkOptionsOf) =>
    cdkArguments(given, { stage: '--stage' }, manual, cdkOptionsOf[step]);
  if (given.assembly !== undefined && given.context !== undefined) {
    throw refused('An assembly was made with its context: --assembly takes no -c', manual);
  }
  const adoption = readAdoption(given.adopt, manual);
  const assembly =
    given.assembly === undefined ? undefined : await assemblyOf(given.assembly, stackNameOf(stage));
  readContext(given, { stage }, contextKeys, readSettings, manual);
  const synthesis = [`--context=stage=${stage}`, ...handedOn('synth')];
  const checked = await preflight(stage, surroundings);
  const own = { region: checked.settings.region, maxAttempts: 2 };
  const modelsOfStage = () =>
    tellModels(checked.settings, stageKeys(own, stackNameOf(stage)), surroundings);
  if (given['check-only']) {
    await modelsOfStage();
    return 0;
  }
  const stackName = stackNameOf(stage);
  const assemblyDirectory = assembly ?? fileURLToPath(new URL(stage, assemblyFolder));
  /** @returns the CLI's exit code */
  const synthesize = async (...context: readonly string[]): Promise<number> => {
    if (assembly !== undefined) return 0;
    await rm(assemblyDirectory, { recursive: true, force: true });
    return runCdk(
      ['synth', '--quiet', `--output=${assemblyDirectory}`, ...synthesis, ...context],
      surroundings.environment,
    );
  };
  const deploy = async (...context: readonly string[]): Promise<DeployOutcome> => {
    const synthesized = await synthesize(...context);
    if (synthesized !== 0) return { exitCode: synthesized, hasChanged: false };
    return deployAssembly({
      assemblyDirectory,
      stackName,
      client: checked.client,
      environment: surroundings.environment,
      whenPreparing: handedOn('prepare'),
      whenExecuting: handedOn('execute'),
      mayLose: given.lose ?? [],
    });
  };
  if (adoption === undefined) await refuseToForget(checked, stage, surroundings);
  if (adoption !== undefined && adoption.size > 0) {
    const synthesized = await synthesize();
    if (synthesized !== 0) return synthesized;
    await adopt(
      adoption,
      await readTemplate(assemblyDirectory, stackName),
      keptThings(own, surroundings),
      adoptingStack({
        ...{ stackName, assemblyDirectory, region: checked.settings.region },
        client: checked.client,
        environment: surroundings.environment,
        options: handedOn('adopt'),
      }),
      (line) => say(surroundings.out, line),
    );
  }
  // A stack that has adopted is whole: nothing of it is taken back, and its table stays protected.
  if (checked.settings.protectData && !(await isWhole(checked.client, stackName))) {
    if (assembly !== undefined) {
      throw new CommandTrouble('The first deploy of a protected stage takes no --assembly.');
    }
    say(surroundings.out, 'The stage is made first, and protected once it is whole.');
    const { exitCode } = await deploy('--context=firstDeploy=on');
    if (exitCode !== 0) return exitCode;
  }
  const { exitCode, hasChanged } = await deploy();
  if (exitCode !== 0) return exitCode;
  if (!hasChanged) say(surroundings.out, 'There was nothing to change.');
  say(surroundings.out, alarmsLine(stage, checked.settings));
  const hasKey = await tellSecret(checked, stackName, stage, surroundings);
  await modelsOfStage();
  const outputs = await outputsOf(checked.client, stackName);
  await release(
    liveStage({
      stackName,
      reader: checked.client,
      client: own,
      canaryFunction: outputs?.get('CanaryFunctionName') ?? '',
      wait: surroundings.wait,
      say: (line) => say(surroundings.out, line),
    }),
    {
      untriedBecause: untriedBecause({ hasKey, isSkipped: given['skip-smoke'] }),
      watchSeconds: checked.settings.releaseWatchSeconds,
    },
  );
  return 0;
}

/**
 * A stage whose stack is gone would be made with an empty table and other token keys, while those of its
 * learners lie there.
 * @throws CommandTrouble where something lies there
 */
async function refuseToForget(
  { client }: CheckedStage,
  stage: Stage,
  { out }: Surroundings,
): Promise<void> {
  const stackName = stackNameOf(stage);
  if (await isWhole(client, stackName)) return;
  let offer: readonly string[] | undefined;
  try {
    offer = offerOf(await findKept(client, { stackName, stage }), stage);
  } catch (error) {
    if (!isAccessDenied(error)) throw error;
    say(out, 'Whether an earlier stack of the stage left anything behind could not be seen.');
  }
  if (offer === undefined) return;
  for (const line of offer) say(out, line);
  throw new CommandTrouble(
    `Say by --adopt whether ${stackName} goes on with what an earlier one left; nothing was changed.`,
  );
}

/** Why no lecture is held with what was deployed; undefined where one is. */
export function untriedBecause(known: {
  readonly hasKey: boolean | undefined;
  readonly isSkipped: boolean;
}): string | undefined {
  if (known.isSkipped) return '--skip-smoke says so';
  return known.hasKey === false ? 'there is no OpenAI key yet' : undefined;
}

/** Whom alarms reach, and what is left to do for it. */
export function alarmsLine(stage: Stage, { alarmAddress }: Pick<Settings, 'alarmAddress'>): string {
  return alarmAddress === undefined
    ? `Alarms reach nobody: set alarmAddress of ${stage} in infra/stack/settings.ts and deploy again.`
    : 'Alarms are mailed once the mail "Subscription Confirmation" to alarmAddress is confirmed.';
}

/**
 * The deploy is done: that its secret could not be looked at is no failure of it.
 * @returns whether the key is there, if that could be seen
 */
async function tellSecret(
  { client }: CheckedStage,
  stackName: string,
  stage: string,
  { out }: Surroundings,
): Promise<boolean | undefined> {
  const command = `npm run secret -- --stage ${stage}`;
  try {
    const secretId = (await outputsOf(client, stackName))?.get('OpenAiSecretArn') ?? '';
    const isThere = await hasValue(new SecretsManagerClient(client), secretId);
    say(
      out,
      isThere
        ? 'The OpenAI key is in its secret.'
        : `The OpenAI key is not there yet, and lectures fail until it is: ${command}`,
    );
    return isThere;
  } catch {
    say(out, `Whether the OpenAI key is there could not be seen; ask: ${command} --check`);
    return undefined;
  }
}
