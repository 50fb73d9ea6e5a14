import { fileURLToPath } from 'node:url';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { loadSharedConfigFiles } from '@smithy/core/config';
import * as z from 'zod';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { readOperatorAccess } from '../local/operator-access.ts';
import { type Settings, type Stage, settingsByStage } from '../stack/settings.ts';
import type { Target } from './command-line.ts';
import type { Surroundings } from './surroundings.ts';

/** What the clients of the AWS SDK are made with. */
export interface ClientConfiguration {
  readonly region: string;
  readonly maxAttempts: number;
  readonly endpoint?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** One stage as an operator reaches it, found by the outputs of its stack. */
export interface StageAccess {
  /** e.g. `dev (LearningMate-dev, account 123456789012, ap-northeast-2)` */
  readonly title: string;
  readonly client: ClientConfiguration;
  /** @throws CommandTrouble where the stack is too old to have that output */
  output(name: OutputName): string;
  /** Undefined where the stage's settings leave it out. */
  optionalOutput(name: 'RewardQueueUrl'): string | undefined;
}

export type OutputName =
  | 'CanaryFunctionName'
  | 'TableName'
  | 'LectureQueueUrl'
  | 'DeadLetterQueueUrl'
  | 'OpenAiSecretArn'
  | 'RecordingsBucketName'
  | 'SentrySecretArn'
  | 'TokenKeysSecretArn';

/** Where `npm start` keeps its state unless it is told otherwise. */
export const defaultStateDirectory = fileURLToPath(new URL('../../.local', import.meta.url));

/** Which stage, for a command that also works on the local stack. */
export const stageOptions = {
  stage: { type: 'string' },
  state: { type: 'string', default: defaultStateDirectory },
} as const;

/** The same for the manual of a command. */
export const stageOptionsText = `  --stage dev|prod|local  which stage; local is a running npm start
  --state FOLDER          where that npm start keeps its data`;

export const stackNameOf = (stage: Stage): string => `LearningMate-${stage}`;

/** `npm start` runs the stage dev. */
export const settingsOf = (target: Target): Settings =>
  settingsByStage[target === 'local' ? 'dev' : target];

/** Patient: an operator would rather wait than begin again. */
const maxAttempts = 6;

/**
 * Finds a stage's resources.
 * @param options.stateDirectory of the local stack
 * @throws CommandTrouble, or an error of the AWS SDK
 */
export async function openStage(
  target: Target,
  environment: Surroundings['environment'],
  options: { readonly stateDirectory: string } = { stateDirectory: defaultStateDirectory },
): Promise<StageAccess> {
  if (target === 'local') return openLocalStack(options.stateDirectory);
  const { client, place } = await openAccount(target, environment);
  const stackName = stackNameOf(target);
  const outputs = await outputsOf(client, stackName);
  if (!outputs) {
    throw new CommandTrouble(
      `There is no stack ${stackName} in ${place}; deploy it first: npm run deploy -- --stage ${target}`,
    );
  }
  return {
    title: `${target} (${stackName}, ${place})`,
    client,
    output: outputReader(stackName, outputs, `npm run deploy -- --stage ${target}`),
    optionalOutput: (name) => outputs.get(name),
  };
}

/**
 * The account and region of a stage, whether or not its stack is there.
 * @returns the place in words, e.g. `account 123456789012, ap-northeast-2`
 */
export async function openAccount(
  stage: Stage,
  environment: Surroundings['environment'],
): Promise<{ readonly client: ClientConfiguration; readonly place: string }> {
  const { region } = settingsOf(stage);
  refuseOtherRegion(stage, region, environment);
  await refuseUnknownProfile(environment);
  const client = { region, maxAttempts };
  const { account } = await whoAmI(client);
  return { client, place: `account ${account}, ${region}` };
}

async function openLocalStack(stateDirectory: string): Promise<StageAccess> {
  const access = await readOperatorAccess(stateDirectory);
  if (!access) {
    throw new CommandTrouble(
      `No local stack is running on ${stateDirectory}; start one: npm start (elsewhere: --state FOLDER)`,
    );
  }
  const { region, endpoint, accessKeyId, secretAccessKey, outputs } = access;
  return {
    title: `local (${endpoint})`,
    client: { region, maxAttempts: 2, endpoint, credentials: { accessKeyId, secretAccessKey } },
    output: outputReader('the local stack', new Map(Object.entries(outputs)), 'npm start'),
    optionalOutput: (name) => outputs[name],
  };
}

/**
 * A stage lives in one region, whatever the machine's default is. One that was named on purpose and
 * is another is taken for a mistake.
 * @throws CommandTrouble
 */
export function refuseOtherRegion(
  stage: Stage,
  region: string,
  environment: Surroundings['environment'],
): void {
  for (const variable of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const named = environment[variable];
    if (!named || named === region) continue;
    throw new CommandTrouble(
      `${variable} is ${named}, but stage ${stage} lives in ${region} (infra/stack/settings.ts); unset it.`,
    );
  }
}

/**
 * A misspelled profile would end as credentials that are missing, or, on a machine that has a role, as
 * those of another account.
 * @throws CommandTrouble naming it and those there are
 */
export async function refuseUnknownProfile(
  environment: Surroundings['environment'],
): Promise<void> {
  const profile = environment['AWS_PROFILE'];
  if (!profile) return;
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    ...(environment['AWS_CONFIG_FILE'] && { configFilepath: environment['AWS_CONFIG_FILE'] }),
    ...(environment['AWS_SHARED_CREDENTIALS_FILE'] && {
      filepath: environment['AWS_SHARED_CREDENTIALS_FILE'],
    }),
  });
  // Sections of another kind, e.g. of an SSO session, have a dot before their name.
  const names = new Set(
    [...Object.keys(configFile), ...Object.keys(credentialsFile)].filter(
      (name) => !/^(?:sso-session|services)\./.test(name),
    ),
  );
  if (names.has(profile)) return;
  const known = names.size === 0 ? 'there is none at all' : `there are ${[...names].join(', ')}`;
  throw new CommandTrouble(
    `AWS_PROFILE is ${profile}, and this machine has no such profile; ${known}.`,
  );
}

const identitySchema = z.object({ Account: z.string(), Arn: z.string() });

/** Whose credentials these are; the one call that needs no permission. */
export async function whoAmI(
  client: ClientConfiguration,
): Promise<{ readonly account: string; readonly arn: string }> {
  const identity = identitySchema.parse(
    await new STSClient(client).send(new GetCallerIdentityCommand({})),
  );
  return { account: identity.Account, arn: identity.Arn };
}

/** A stack's outputs by their keys; undefined where there is no such stack. */
export async function outputsOf(
  client: ClientConfiguration,
  stackName: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  const stack = await describeStack(client, stackName);
  return (
    stack &&
    new Map(
      (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    )
  );
}

/** Whether a stack was ever made to its end: what failed before is taken back and made anew. */
export async function isWhole(client: ClientConfiguration, stackName: string): Promise<boolean> {
  const status = (await describeStack(client, stackName))?.StackStatus ?? 'REVIEW_IN_PROGRESS';
  return !/^(?:REVIEW|CREATE_FAILED|ROLLBACK|DELETE)/.test(status);
}

/** @returns undefined where there is no such stack */
export async function describeStack(
  client: ClientConfiguration,
  stackName: string,
): Promise<Stack | undefined> {
  try {
    const { Stacks } = await new CloudFormationClient(client).send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    return Stacks?.[0];
  } catch (error) {
    // CloudFormation has no error of its own for it.
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

function outputReader(
  stackName: string,
  outputs: ReadonlyMap<string, string>,
  remedy: string,
): StageAccess['output'] {
  return (name) => {
    const value = outputs.get(name);
    if (value) return value;
    throw new CommandTrouble(`${stackName} has no output ${name} yet; finish it first: ${remedy}`);
  };
}
