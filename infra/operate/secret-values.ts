import { randomUUID } from 'node:crypto';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  InvalidParameterException,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { CommandTrouble } from '../command-line/command-trouble.ts';

export interface SecretValue {
  readonly value: string;
  readonly versionId: string;
  /** Milliseconds since the Unix epoch. */
  readonly putAt: number;
}

/** Reads the current value; undefined where none was ever put. */
export async function readSecret(
  client: SecretsManagerClient,
  secretId: string,
): Promise<SecretValue | undefined> {
  try {
    const read = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const { SecretString = '', VersionId = '', CreatedDate } = read;
    return { value: SecretString, versionId: VersionId, putAt: CreatedDate?.getTime() ?? 0 };
  } catch (error) {
    // A secret that does not exist gives the same error, but a stage's outputs name only secrets that exist.
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Tells whether there is a value, without reading it. */
export async function hasValue(client: SecretsManagerClient, secretId: string): Promise<boolean> {
  const { VersionIdsToStages } = await client.send(
    new DescribeSecretCommand({ SecretId: secretId }),
  );
  return Object.values(VersionIdsToStages ?? {}).some((stages) => stages.includes('AWSCURRENT'));
}

export async function putSecret(
  client: SecretsManagerClient,
  secretId: string,
  value: string,
): Promise<void> {
  await client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString: value }));
}

/** The label of a new value that waits until it is known that the old one has not changed meanwhile. */
const waitingLabel = 'OPERATOR_CHANGE';
const maximumTries = 5;

/**
 * Changes a value so that no other change is lost. The new value is stored under a label of its own first,
 * and then replaces exactly the version that it was made from. Secrets Manager refuses that if another
 * version has come meanwhile; then the change is made again from the newer value.
 *
 * @param change makes the new value; it may be called several times, and may throw to leave everything as it
 *   is
 * @returns the value in force, and how often others were faster
 * @throws CommandTrouble where there is no value, or others were faster every time
 */
export async function changeSecret(
  client: SecretsManagerClient,
  secretId: string,
  change: (current: SecretValue) => Promise<string>,
): Promise<{ readonly value: string; readonly overtakenBy: number }> {
  for (let overtakenBy = 0; overtakenBy < maximumTries; overtakenBy++) {
    const current = await readSecret(client, secretId);
    if (!current) throw new CommandTrouble(`The secret has no value; deploy the stage again.`);
    const value = await change(current);
    const versionId = randomUUID();
    await client.send(
      new PutSecretValueCommand({
        SecretId: secretId,
        SecretString: value,
        ClientRequestToken: versionId,
        VersionStages: [waitingLabel],
      }),
    );
    const isInForce = await takePlace(client, secretId, current.versionId, versionId);
    await dropWaitingLabel(client, secretId, versionId);
    if (isInForce) return { value, overtakenBy };
  }
  throw new CommandTrouble(
    `Others changed the secret ${maximumTries} times meanwhile; nothing was changed here. Try again.`,
  );
}

async function takePlace(
  client: SecretsManagerClient,
  secretId: string,
  fromVersionId: string,
  toVersionId: string,
): Promise<boolean> {
  try {
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: secretId,
        VersionStage: 'AWSCURRENT',
        RemoveFromVersionId: fromVersionId,
        MoveToVersionId: toVersionId,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof InvalidParameterException) return false;
    throw error;
  }
}

/** Removes the label, for tidiness only: another change may have taken it already. */
async function dropWaitingLabel(
  client: SecretsManagerClient,
  secretId: string,
  versionId: string,
): Promise<void> {
  try {
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: secretId,
        VersionStage: waitingLabel,
        RemoveFromVersionId: versionId,
      }),
    );
  } catch (error) {
    if (!(error instanceof InvalidParameterException)) throw error;
  }
}
