import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Manual, readOptions } from '../command-line/manual.ts';
import { readTarget } from './command-line.ts';
import { checkOpenAiKey, checkSentryDsn } from './secret-formats.ts';
import { putSecret, readSecret } from './secret-values.ts';
import { type OutputName, openStage, stageOptions } from './stage-access.ts';
import { type Surroundings, say } from './surroundings.ts';
import { askSecret } from './terminal.ts';

export const manual: Manual = {
  usage: `npm run secret -- --stage dev|prod|local [--sentry]
  [--check | --from-stdin] [--state FOLDER]`,
  text: `Asks for the OpenAI key and puts it in its secret. It is never an argument, and
nothing of it is shown.

  --stage dev|prod|local  which stage; local is a running npm start
  --sentry                the DSN of a Sentry project instead
  --check                 only tells whether a usable one is there
  --from-stdin            reads it from a pipe
  --state FOLDER          where that npm start keeps its data`,
  strayValue:
    'A secret is never given as an argument: what was typed now stands in the history of this shell. Replace it where it was made, then run the same command without it, which asks; nothing was changed.',
};

const options = {
  ...stageOptions,
  sentry: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  'from-stdin': { type: 'boolean', default: false },
} as const;

/** A secret that an operator puts by hand. */
interface PutByHand {
  readonly label: string;
  readonly output: OutputName;
  /** Returns a warning for a doubtful value, and throws CommandTrouble for an impossible one. */
  readonly check: (value: string) => string | undefined;
}

const openAiKey: PutByHand = {
  label: 'OpenAI key',
  output: 'OpenAiSecretArn',
  check: checkOpenAiKey,
};
const sentryDsn: PutByHand = {
  label: 'Sentry DSN',
  output: 'SentrySecretArn',
  check: checkSentryDsn,
};

/**
 * Asks for the OpenAI key of a stage, or its Sentry DSN, without an echo, and puts it. With `--check` it
 * tells whether there is one.
 * @returns the exit code: 1 where `--check` finds none that can be used
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { out, err } = surroundings;
  const given = readOptions(surroundings.argv, options, manual);
  const secret = given.sentry ? sentryDsn : openAiKey;
  const stage = await openStage(readTarget(given.stage), surroundings.environment, {
    stateDirectory: given.state,
  });
  const client = new SecretsManagerClient(stage.client);
  const secretId = stage.output(secret.output);
  say(out, `Stage ${stage.title}`);
  if (given.check) return check(client, secretId, secret, surroundings);

  const value = await askSecret(surroundings, `${secret.label} (not shown): `, {
    fromStdin: given['from-stdin'],
  });
  const warning = secret.check(value);
  if (warning) say(err, warning);
  await putSecret(client, secretId, value);
  say(out, `The ${secret.label} (${value.length} characters) is in its secret.`);
  say(out, 'Running functions read it within five minutes, new ones at once.');
  if (given.stage === 'local' && secret === openAiKey) {
    say(out, 'The next npm start takes OPENAI_API_KEY again.');
  }
  return 0;
}

async function check(
  client: SecretsManagerClient,
  secretId: string,
  { label, check: checkValue }: PutByHand,
  { out, err }: Surroundings,
): Promise<number> {
  const current = await readSecret(client, secretId);
  if (!current) {
    say(out, `No ${label} was put yet.`);
    return 1;
  }
  try {
    const warning = checkValue(current.value);
    if (warning) say(err, warning);
  } catch (error) {
    if (!(error instanceof CommandTrouble)) throw error;
    say(out, `What was put is no ${label}; put it again.`);
    return 1;
  }
  const when = new Date(current.putAt).toISOString().slice(0, 16).replace('T', ' ');
  say(out, `The ${label} is there`);
  say(out, `(${current.value.length} characters), put ${when} UTC.`);
  return 0;
}
