import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allow, role, secret, stackModel } from '../../support/stack-model.ts';
import { type AwsEdge, startEdge } from './aws-edge.ts';

const signing = secret('SigningKeys', { template: '{"kid":"first"}', key: 'key', length: 48 });
const openAi = secret('OpenAiKey');
const stack = stackModel({
  secrets: [signing, openAi],
  roles: [
    role('Reader', [allow(['secretsmanager:GetSecretValue'], [signing.arn, openAi.arn])]),
    role('Operator', [allow(['secretsmanager:*'], ['*'])]),
    role('Stranger', [allow(['secretsmanager:GetSecretValue'], [openAi.arn])]),
  ],
});
const read = async (edge: AwsEdge, roleId: string, SecretId: string, VersionStage?: string) =>
  new SecretsManagerClient(edge.as(roleId)).send(
    new GetSecretValueCommand({ SecretId, ...(VersionStage && { VersionStage }) }),
  );

describe('Secrets Manager behind the edge', () => {
  test('a secret is generated from its template and read by ARN or name', async () => {
    const edge = await startEdge(stack);
    const byArn = await read(edge, 'Reader', signing.arn);
    expect(JSON.parse(byArn.SecretString ?? '')).toEqual({
      kid: 'first',
      key: expect.stringMatching(/^[A-Za-z0-9]{48}$/),
    });
    expect(byArn.VersionStages).toEqual(['AWSCURRENT']);
    expect((await read(edge, 'Reader', 'SigningKeys')).SecretString).toBe(byArn.SecretString);
  });

  test('a role that may not read it gets AccessDeniedException', async () => {
    const edge = await startEdge(stack);
    await expect(read(edge, 'Stranger', signing.arn)).rejects.toThrow(
      expect.objectContaining({
        name: 'AccessDeniedException',
        message: expect.stringContaining(
          `secretsmanager:GetSecretValue on resource: ${signing.arn}`,
        ),
      }),
    );
  });

  test('a secret without a value is not found, until one is put', async () => {
    const edge = await startEdge(stack);
    await expect(read(edge, 'Reader', openAi.arn)).rejects.toThrow(
      expect.objectContaining({
        name: 'ResourceNotFoundException',
        message:
          "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      }),
    );
    const operator = new SecretsManagerClient(edge.as('Operator'));
    await operator.send(
      new PutSecretValueCommand({ SecretId: openAi.arn, SecretString: 'sk-one' }),
    );
    expect((await read(edge, 'Reader', openAi.arn)).SecretString).toBe('sk-one');
  });

  test('a new value makes the old one the previous, and the label can be moved back', async () => {
    const edge = await startEdge(stack);
    const operator = new SecretsManagerClient(edge.as('Operator'));
    const put = (SecretString: string) =>
      operator.send(new PutSecretValueCommand({ SecretId: openAi.arn, SecretString }));
    const one = await put('one');
    const two = await put('two');
    expect((await read(edge, 'Reader', openAi.arn, 'AWSPREVIOUS')).SecretString).toBe('one');
    await operator.send(
      new UpdateSecretVersionStageCommand({
        SecretId: openAi.arn,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: one.VersionId,
        RemoveFromVersionId: two.VersionId,
      }),
    );
    expect((await read(edge, 'Reader', openAi.arn)).SecretString).toBe('one');
    const { VersionIdsToStages } = await operator.send(
      new DescribeSecretCommand({ SecretId: openAi.arn }),
    );
    expect(VersionIdsToStages).toEqual({
      [String(one.VersionId)]: ['AWSCURRENT'],
      [String(two.VersionId)]: ['AWSPREVIOUS'],
    });
  });

  test('values survive a restart in a file of the owner alone; values of one run do not', async () => {
    const stateDirectory = await mkdtemp(join(tmpdir(), 'local-stack-'));
    onTestFinished(() => rm(stateDirectory, { recursive: true }));
    const persistent = { memory: false, stateDirectory };
    const first = await startEdge(stack, {
      ...persistent,
      secretValues: { OpenAiKey: 'sk-from-environment' },
    });
    expect((await read(first, 'Reader', openAi.arn)).SecretString).toBe('sk-from-environment');
    const generated = (await read(first, 'Reader', signing.arn)).SecretString;
    await first.stop();
    const file = join(stateDirectory, 'secrets.json');
    expect((await stat(file)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(await readFile(file, 'utf8')).not.toContain('sk-from-environment');
    const second = await startEdge(stack, persistent);
    expect((await read(second, 'Reader', signing.arn)).SecretString).toBe(generated);
    await expect(read(second, 'Reader', openAi.arn)).rejects.toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException' }),
    );
  });
});
