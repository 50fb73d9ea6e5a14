import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { onTestFinished } from 'vitest';
import { CommandTrouble } from '../../../infra/command-line/command-trouble.ts';
import { keepOperatorAccess } from '../../../infra/local/operator-access.ts';
import {
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type StackModel,
} from '../../../infra/local/template/model.ts';
import { troubleOf } from '../../../infra/operate/operate-trouble.ts';
import type { Surroundings } from '../../../infra/operate/surroundings.ts';
import {
  type CommandOptions,
  type CommandSurroundings,
  commandSurroundings,
} from '../../support/command-surroundings.ts';
import { lectureTableInput } from '../../support/lecture-table.ts';
import {
  allow,
  queue,
  queueArn,
  role,
  secret,
  stackModel,
  table,
} from '../../support/stack-model.ts';
import { type AwsEdge, accessKeyOf, startEdge } from '../local-stack/aws-edge.ts';

export const lectures = queue('Lectures', {
  redrive: { deadLetterQueueArn: queueArn('DeadLetters'), maxReceiveCount: 8 },
});
const openAi = secret('OpenAi');
const tokenKeys = secret('TokenKeys', { template: '{"signer":"k1"}', key: 'k1', length: 64 });
const everything = allow(['*'], ['*']);

export interface OperatedStack {
  readonly edge: AwsEdge;
  readonly origin: string;
  readonly stateDirectory: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly secrets: SecretsManagerClient;
  readonly sqs: SQSClient;
  readonly table: { readonly client: DynamoDBDocumentClient; readonly name: string };
  queueUrl(name: 'Lectures' | 'DeadLetters' | 'Rewards'): string;
  /** A command on this stack, with the streams to look at. */
  surroundings(argv: readonly string[], options?: CommandOptions): CommandSurroundings;
}

/** What an operator's commands act on, behind the real edge; it stops with the test. */
export async function operatedStack(
  parts: Partial<StackModel> = {},
  { hasRewards = true } = {},
): Promise<OperatedStack> {
  const edge = await startEdge(
    stackModel({
      tables: [{ ...table('Lectures'), createTable: { ...lectureTableInput('Lectures') } }],
      queues: [lectures, queue('DeadLetters'), queue('Rewards')],
      secrets: [openAi, secret('Sentry'), tokenKeys],
      roles: [role('Operator', [everything])],
      ...parts,
    }),
  );
  const { origin } = edge;
  const stateDirectory = await mkdtemp(join(tmpdir(), 'operate-test-'));
  onTestFinished(() => rm(stateDirectory, { recursive: true, force: true }));
  const queueUrl = (name: string) => `${origin}/${LOCAL_ACCOUNT}/${name}`;
  const outputs = {
    TableName: 'Lectures',
    LectureQueueUrl: queueUrl('Lectures'),
    DeadLetterQueueUrl: queueUrl('DeadLetters'),
    ...(hasRewards && { RewardQueueUrl: queueUrl('Rewards') }),
    OpenAiSecretArn: 'OpenAi',
    SentrySecretArn: 'Sentry',
    TokenKeysSecretArn: 'TokenKeys',
    RecordingsBucketName: 'recordings',
  };
  await keepOperatorAccess(stateDirectory, {
    processId: process.pid,
    region: LOCAL_REGION,
    endpoint: origin,
    accessKeyId: accessKeyOf('Operator'),
    secretAccessKey: 'secret of Operator',
    outputs,
  });
  const client = edge.as('Operator');
  return {
    edge,
    origin,
    stateDirectory,
    outputs,
    secrets: new SecretsManagerClient(client),
    sqs: new SQSClient(client),
    table: {
      client: DynamoDBDocumentClient.from(new DynamoDBClient(client), {
        marshallOptions: { removeUndefinedValues: true },
      }),
      name: 'Lectures',
    },
    queueUrl,
    surroundings: (argv, options) =>
      commandSurroundings(['--stage', 'local', '--state', stateDirectory, ...argv], options),
  };
}

/** The exit code, as the process would have it, and the line that an error prints. */
export async function finish(
  command: (surroundings: Surroundings) => Promise<number>,
  surroundings: CommandSurroundings,
): Promise<{ readonly code: number; readonly printed: string; readonly trouble: string }> {
  const ended = await command(surroundings).catch((error: unknown) => {
    const trouble = troubleOf(error);
    if (trouble instanceof CommandTrouble) return trouble;
    throw trouble;
  });
  const printed = surroundings.printed();
  return ended instanceof CommandTrouble
    ? { code: ended.exitCode, printed, trouble: ended.message }
    : { code: ended, printed, trouble: '' };
}
