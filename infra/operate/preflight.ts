import { readFile } from 'node:fs/promises';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Settings, type Stage, settingsByStage } from '../stack/settings.ts';
import { checkLambdaLimit } from './lambda-limit.ts';
import { isAccessDenied, troubleOf } from './operate-trouble.ts';
import {
  type ClientConfiguration,
  outputsOf,
  refuseOtherRegion,
  refuseUnknownProfile,
  whoAmI,
} from './stage-access.ts';
import { type Surroundings, say } from './surroundings.ts';

/** The oldest version of CDK's bootstrap stack that takes the CLI's assets. */
export const minimumBootstrapVersion = 6;

const bootstrapStackName = 'CDKToolkit';
const packageFile = new URL('../../package.json', import.meta.url);
const installedCliFile = new URL('../../node_modules/aws-cdk/package.json', import.meta.url);

const packageSchema = z.object({ devDependencies: z.looseObject({ 'aws-cdk': z.string() }) });
const installedSchema = z.object({ version: z.string() });

export interface CheckedStage {
  readonly settings: Settings;
  /** A client that may read stacks and see whether secrets have values, in the stage's account and region. */
  readonly client: ClientConfiguration;
}

/**
 * Checks everything that would break a deploy half-way, before anything is made. Each check that passes gives
 * a line, and the first that fails ends the command.
 * @throws CommandTrouble
 */
export async function preflight(
  stage: Stage,
  { environment, out }: Pick<Surroundings, 'environment' | 'out'>,
): Promise<CheckedStage> {
  const settings = settingsByStage[stage];
  const { region } = settings;
  say(out, `Stage ${stage} in ${region}`);
  say(out, `  Node         ${process.versions.node}`);
  say(out, `  CDK CLI      ${await checkCli()}`);
  refuseOtherRegion(stage, region, environment);
  await refuseUnknownProfile(environment);
  const own: ClientConfiguration = { region, maxAttempts: 3 };
  const { account, arn } = await whoAmI(own);
  say(out, `  Account      ${account}, as ${arn.split(':').at(-1)}`);
  const { client, version } = await checkBootstrap(own, account);
  say(out, `  Bootstrap    version ${version}`);
  const limit = await checkLambdaLimit(client, settings);
  say(
    out,
    limit === undefined
      ? '  Lambda       how many may run at once could not be seen'
      : `  Lambda       ${limit} may run at once, ${settings.workerMaximumConcurrency} of them workers`,
  );
  return { settings, client };
}

/**
 * Accepts only the version of the CLI that package.json names: other majors refuse the library's manifest.
 */
async function checkCli(): Promise<string> {
  const wanted = packageSchema.parse(await readJson(packageFile)).devDependencies['aws-cdk'];
  const installed = installedSchema.safeParse(await readJson(installedCliFile).catch(() => ({})));
  if (installed.success && installed.data.version === wanted) return wanted;
  throw new CommandTrouble(
    `The CDK CLI here is ${installed.data?.version ?? 'missing'} and has to be ${wanted}; run npm ci.`,
  );
}

/**
 * Reads CDK's bootstrap stack, and does so by its lookup role where these credentials may only assume roles.
 */
async function checkBootstrap(
  own: ClientConfiguration,
  account: string,
): Promise<{ readonly client: ClientConfiguration; readonly version: number }> {
  const command = `npx cdk bootstrap aws://${account}/${own.region}`;
  let client = own;
  let outputs: ReadonlyMap<string, string> | undefined;
  try {
    outputs = await outputsOf(own, bootstrapStackName);
  } catch (error) {
    if (!isAccessDenied(error)) throw error;
    client = await asLookupRole(own, account, command);
    outputs = await outputsOf(client, bootstrapStackName);
  }
  const version = Number(outputs?.get('BootstrapVersion') ?? Number.NaN);
  if (!outputs || Number.isNaN(version)) {
    throw new CommandTrouble(`CDK is not bootstrapped there; do it once: ${command}`);
  }
  if (version < minimumBootstrapVersion) {
    throw new CommandTrouble(
      `CDK's bootstrap there is version ${version} and has to be ${minimumBootstrapVersion} or newer: ${command}`,
    );
  }
  return { client, version };
}

const assumedSchema = z.object({
  Credentials: z.object({
    AccessKeyId: z.string(),
    SecretAccessKey: z.string(),
    SessionToken: z.string(),
  }),
});

async function asLookupRole(
  own: ClientConfiguration,
  account: string,
  command: string,
): Promise<ClientConfiguration> {
  try {
    const { Credentials } = assumedSchema.parse(
      await new STSClient(own).send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${account}:role/cdk-hnb659fds-lookup-role-${account}-${own.region}`,
          RoleSessionName: 'preflight',
        }),
      ),
    );
    return {
      ...own,
      credentials: {
        accessKeyId: Credentials.AccessKeyId,
        secretAccessKey: Credentials.SecretAccessKey,
        sessionToken: Credentials.SessionToken,
      },
    };
  } catch (error) {
    if (!isAccessDenied(error)) throw troubleOf(error);
    throw new CommandTrouble(
      `These credentials may neither read CDK's bootstrap stack nor act as its roles; is it there? ${command}`,
    );
  }
}

async function readJson(file: URL): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
