import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type CheckedStage, preflight } from '../preflight.ts';
import { runCdk } from './cdk-cli.ts';
import { partOptions, readOptions, readStage } from './command-line.ts';
import { OperateTrouble } from './operate-trouble.ts';
import { hasValue } from './secret-values.ts';
import { outputsOf, stackNameOf } from './stage-access.ts';
import { type Surroundings, say } from './surroundings.ts';

const usage = 'npm run deploy -- --stage dev|prod [--check-only] [arguments of cdk deploy]';

const options = {
  stage: { type: 'string' },
  'check-only': { type: 'boolean', default: false },
} as const;

/**
 * `cdk deploy` of one stage, once everything it needs was looked at; tells afterwards what is left
 * to do by hand.
 * What it does not know itself it hands on to the CLI.
 * @returns the exit code, the CLI's own where it ran
 */
export async function deployCommand(surroundings: Surroundings): Promise<number> {
  const { own, handedOn } = partOptions(surroundings.argv, {
    '--stage': true,
    '--check-only': false,
  });
  const given = readOptions(own, options, usage);
  const stage = readStage(given.stage);
  if (handedOn.some((argument) => /^(?:-c|--context=)?stage=/.test(argument))) {
    throw new OperateTrouble(`The stage is told by --stage alone. Usage: ${usage}`, 2);
  }
  const checked = await preflight(stage, surroundings);
  if (given['check-only']) return 0;
  const code = await runCdk(
    ['deploy', '-c', `stage=${stage}`, ...handedOn],
    surroundings.environment,
  );
  if (code === 0) await tellSecret(checked, stackNameOf(stage), stage, surroundings);
  return code;
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
