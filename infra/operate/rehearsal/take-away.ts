import {
  CloudFormationClient,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { removeStack, resourcesOf, type StackResource } from '../remove-stack.ts';
import { say } from '../surroundings.ts';
import { clientOf, type Rehearsal } from './deploys.ts';

/**
 * Deletes the stack and what is not kept.
 * @returns how many objects were in its bucket
 */
export async function deleteStack(rehearsal: Rehearsal): Promise<number> {
  const { stackName } = rehearsal.stack;
  const cloudFormation = new CloudFormationClient(clientOf(rehearsal));
  // Where data is protected the stack is too; its data is then left, as on AWS.
  await cloudFormation.send(
    new UpdateTerminationProtectionCommand({
      StackName: stackName,
      EnableTerminationProtection: false,
    }),
  );
  let emptied = 0;
  await removeStack({
    cloudFormation,
    s3: new S3Client({ ...clientOf(rehearsal), forcePathStyle: true }),
    stackName,
    resources: await resourcesOf(cloudFormation, stackName),
    onEmptied: (objects) => {
      emptied += objects;
    },
  });
  return emptied;
}

/** As `npm run destroy` does. */
export async function takeAway(rehearsal: Rehearsal): Promise<void> {
  const { surroundings } = rehearsal;
  const s3 = new S3Client({ ...clientOf(rehearsal), forcePathStyle: true });
  const resources = await resourcesOf(
    new CloudFormationClient(clientOf(rehearsal)),
    rehearsal.stack.stackName,
  );
  const bucket = resources.find(({ type, isKept }) => type === 'AWS::S3::Bucket' && !isKept);
  if (bucket) {
    await s3.send(
      new PutObjectCommand({ Bucket: bucket.physicalId, Key: 'left-behind', Body: 'audio' }),
    );
  }
  const emptied = await deleteStack(rehearsal);
  // The emulator would delete a bucket with objects in it, which AWS does not.
  if (bucket && emptied === 0) throw new CommandTrouble('The bucket was not emptied first.');
  say(surroundings.out, `Destroy     done, ${emptied} objects in the bucket among it`);
  await seeNothingLeft(
    rehearsal,
    resources.filter(({ isKept }) => !isKept),
  );
  const kept = Map.groupBy(
    resources.filter(({ isKept }) => isKept),
    ({ type }) => type,
  );
  for (const [type, { length }] of kept) {
    say(surroundings.out, `            but ${length} × ${type}, as on AWS`);
  }
}

/** By the services themselves, whatever the emulator's CloudFormation says. */
async function seeNothingLeft(rehearsal: Rehearsal, gone: readonly StackResource[]): Promise<void> {
  const client = clientOf(rehearsal);
  const [tables, secrets, queues] = await Promise.all([
    new DynamoDBClient(client).send(new ListTablesCommand({})),
    new SecretsManagerClient(client).send(new ListSecretsCommand({})),
    new SQSClient(client).send(new ListQueuesCommand({})),
  ]);
  const names = new Set([
    ...(tables.TableNames ?? []),
    ...(secrets.SecretList ?? []).map(({ ARN }) => ARN),
    ...(queues.QueueUrls ?? []),
  ]);
  const left = gone.filter(({ physicalId }) => names.has(physicalId));
  if (left.length === 0) return;
  throw new CommandTrouble(`Left behind: ${left.map(({ logicalId }) => logicalId).join(', ')}`);
}
