import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Settings, Stage } from '../stack/settings.ts';
import { runCdk } from './cdk-cli.ts';
import { cdkArguments, cdkOptions, cdkOptionsText } from './cdk-options.ts';
import { type Manual, readOptions, readStage } from './command-line.ts';
import { stageKeys, tellModels } from './models-in-use.ts';
import { type CheckedStage, preflight } from './preflight.ts';
import { hasValue } from './secret-values.ts';
import { outputsOf, stackNameOf } from './stage-access.ts';
import { type Surroundings, say } from './surroundings.ts';

export const deployManual: Manual = {
  usage: `npm run deploy -- --stage dev|prod [--check-only]
  [options of cdk deploy]`,
  text: `Deploys one stage, once everything it needs was looked at: Node, the CDK CLI,
the account (choose it by AWS_PROFILE), the region and the bootstrap of CDK.
Tells afterwards what is left to do by hand, and what providers say of the
models.

  --stage dev|prod  which stage
  --check-only      looks, deploys nothing

${cdkOptionsText}`,
};

const options = {
  stage: { type: 'string' },
  'check-only': { type: 'boolean', default: false },
  ...cdkOptions,
} as const;

/**
 * `cdk deploy` of one stage, once everything it needs was looked at; tells afterwards what is left
 * to do by hand.
 * @returns the exit code, the CLI's own where it ran
 */
export async function deployCommand(surroundings: Surroundings): Promise<number> {
  const given = readOptions(surroundings.argv, options, deployManual);
  const stage = readStage(given.stage);
  const handedOn = cdkArguments(given, { stage: '--stage' }, deployManual);
  const checked = await preflight(stage, surroundings);
  const own = { region: checked.settings.region, maxAttempts: 2 };
  const modelsOfStage = () =>
    tellModels(checked.settings, stageKeys(own, stackNameOf(stage)), surroundings);
  if (given['check-only']) {
    await modelsOfStage();
    return 0;
  }
  const code = await runCdk(
    ['deploy', `--context=stage=${stage}`, ...handedOn],
    surroundings.environment,
  );
  if (code !== 0) return code;
  say(surroundings.out, alarmsLine(stage, checked.settings));
  await tellSecret(checked, stackNameOf(stage), stage, surroundings);
  await modelsOfStage();
  return 0;
}

/** Whom alarms reach, and what is left to do for it. */
export function alarmsLine(stage: Stage, { alarmAddress }: Pick<Settings, 'alarmAddress'>): string {
  return alarmAddress === undefined
    ? `Alarms reach nobody: set alarmAddress of ${stage} in infra/stack/settings.ts and deploy again.`
    : 'Alarms are mailed once the mail "Subscription Confirmation" to alarmAddress is confirmed.';
}

/** The deploy is done: that its secret could not be looked at is no failure of it. */
async function tellSecret(
  { client }: CheckedStage,
  stackName: string,
  stage: string,
  { out }: Surroundings,
): Promise<void> {
  const command = `npm run secret -- --stage ${stage}`;
  try {
    const secretId = (await outputsOf(client, stackName))?.get('OpenAiSecretArn') ?? '';
    say(
      out,
      (await hasValue(new SecretsManagerClient(client), secretId))
        ? 'The OpenAI key is in its secret.'
        : `The OpenAI key is not there yet, and lectures fail until it is: ${command}`,
    );
  } catch {
    say(out, `Whether the OpenAI key is there could not be seen; ask: ${command} --check`);
  }
}
