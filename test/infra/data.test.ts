import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogRowsShape } from '../../shared/contracts/table.ts';
import { synthesizeStack } from '../support/synthesized-stack.ts';

const dev = synthesizeStack();
const prod = synthesizeStack({ stage: 'prod' });

describe('the table', () => {
  it('has the keys, the time to live and the sparse indexes of the contracts', () => {
    expect(dev.only('AWS::DynamoDB::GlobalTable').Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'openShard', AttributeType: 'S' },
        { AttributeName: 'openSince', AttributeType: 'N' },
        { AttributeName: 'standingShard', AttributeType: 'S' },
        { AttributeName: 'reminderShard', AttributeType: 'S' },
        { AttributeName: 'remindAt', AttributeType: 'N' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'openLectures',
          KeySchema: [
            { AttributeName: 'openShard', KeyType: 'HASH' },
            { AttributeName: 'openSince', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'standings',
          KeySchema: [{ AttributeName: 'standingShard', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['days', 'recent'] },
        },
        {
          IndexName: 'reminders',
          KeySchema: [
            { AttributeName: 'reminderShard', KeyType: 'HASH' },
            { AttributeName: 'remindAt', KeyType: 'RANGE' },
          ],
          Projection: {
            ProjectionType: 'INCLUDE',
            NonKeyAttributes: ['zone', 'taughtAt', 'sentAt', 'unanswered'],
          },
        },
      ],
    });
  });

  it('is in one region, without a stream', () => {
    const { Replicas, StreamSpecification } = dev.only('AWS::DynamoDB::GlobalTable').Properties;
    expect(Replicas).toHaveLength(1);
    expect(StreamSpecification).toBeUndefined();
  });

  it('in prod cannot be deleted and can be restored to any second', () => {
    const table = prod.only('AWS::DynamoDB::GlobalTable');
    expect(table.Properties).toMatchObject({
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    });
    expect(table).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });
});

describe('what is kept when the stack is deleted', () => {
  it('is in prod the table, recordings and every secret', () => {
    for (const type of [
      'AWS::DynamoDB::GlobalTable',
      'AWS::S3::Bucket',
      'AWS::SecretsManager::Secret',
    ]) {
      for (const [id, resource] of Object.entries(prod.ofType(type))) {
        expect(resource, id).toMatchObject({
          DeletionPolicy: 'RetainExceptOnCreate',
          UpdateReplacePolicy: 'Retain',
        });
      }
    }
  });

  it('is nothing in dev, not even the token keys', () => {
    const kept = Object.values(dev.resources).filter((r) => r.DeletionPolicy?.startsWith('Retain'));
    expect(kept).toEqual([]);
    const secrets = Object.values(dev.ofType('AWS::SecretsManager::Secret'));
    expect(secrets.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(Array(4).fill('Delete'));
  });
});

describe('a first deploy', () => {
  const first = synthesizeStack({ stage: 'prod', firstDeploy: 'on' });

  it('can take back everything that it has made if it fails', () => {
    for (const [id, { DeletionPolicy }] of Object.entries(first.resources)) {
      expect([undefined, 'Delete', 'RetainExceptOnCreate'], id).toContain(DeletionPolicy);
    }
    expect(first.only('AWS::DynamoDB::GlobalTable').Properties).toMatchObject({
      Replicas: [{ DeletionProtectionEnabled: false }],
    });
  });

  it('is turned into a protected stage by the second deploy, which changes nothing else', () => {
    const one = first.template.toJSON();
    const other = prod.template.toJSON();
    const table = Object.keys(first.ofType('AWS::DynamoDB::GlobalTable'))[0] ?? '';
    one['Resources'][table].Properties.Replicas[0].DeletionProtectionEnabled = true;
    expect(one).toEqual(other);
  });
});

describe('the secrets', () => {
  const secrets = Object.entries(dev.ofType('AWS::SecretsManager::Secret'));

  it('are those put by hand, which start without any value, and the generated ones', () => {
    expect(secrets.map(([, { Properties }]) => Properties['GenerateSecretString'])).toEqual([
      undefined,
      undefined,
      {
        SecretStringTemplate: '{"signer":"k1"}',
        GenerateStringKey: 'k1',
        PasswordLength: 64,
        ExcludePunctuation: true,
      },
      // Another generator would make another key, and every device would have to subscribe again.
      {
        SecretStringTemplate: '{}',
        GenerateStringKey: 'vapid',
        PasswordLength: 64,
        ExcludePunctuation: true,
      },
    ]);
    expect(secrets[0]?.[0]).toContain('OpenAi');
    expect(secrets[1]?.[0]).toContain('Sentry');
  });

  it('have no value in the template', () => {
    expect(secrets.filter(([, { Properties }]) => 'SecretString' in Properties)).toEqual([]);
    expect(JSON.stringify(dev.template.toJSON())).not.toContain('{{resolve:');
  });
});

describe('the catalog', () => {
  it('is loaded by its function whenever its data or the shape of its rows changes', () => {
    const folder = new URL('../../shared/catalog/data/', import.meta.url);
    const digest = createHash('sha256').update(catalogRowsShape);
    for (const file of readdirSync(folder).toSorted())
      digest.update(readFileSync(new URL(file, folder)));
    expect(dev.only('Custom::CatalogLoad').Properties).toEqual({
      ServiceToken: { 'Fn::GetAtt': [dev.functions.get('load-catalog')?.logicalId, 'Arn'] },
      ServiceTimeout: expect.any(String),
      catalogDigest: digest.digest('hex'),
    });
  });
});

describe('the outputs', () => {
  it('name what tools and people need', () => {
    expect(Object.keys(dev.template.findOutputs('*')).sort()).toEqual([
      'ApiUrl',
      'CanaryFunctionName',
      'DashboardUrl',
      'DeadLetterQueueUrl',
      'LectureQueueUrl',
      'OpenAiSecretArn',
      'PushSecretArn',
      'RecordingsBucketName',
      'ReminderQueueUrl',
      'RewardQueueUrl',
      'SentrySecretArn',
      'TableName',
      'TokenKeysSecretArn',
      'UnclaimedQueueUrl',
    ]);
  });
});
