import { describe, expect, it } from 'vitest';
import { type AdoptingStack, adopt } from '../../../../infra/operate/adoption/adopt.ts';
import type {
  Adoption,
  PartName,
  Template,
} from '../../../../infra/operate/adoption/kept-parts.ts';
import type { KeptThings } from '../../../../infra/operate/adoption/look-at-kept.ts';
import type { ChangeSet } from '../../../../infra/operate/change-set.ts';
import type { MadeResource } from '../../../../infra/operate/remove-stack.ts';

const region = 'ap-northeast-2';
const keys = {
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
};
const table = 'AWS::DynamoDB::GlobalTable';
const secret = 'AWS::SecretsManager::Secret';
const template: Template = {
  Resources: {
    Table1: {
      Type: table,
      Properties: {
        ...keys,
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        Replicas: [{ Region: region }],
      },
      DeletionPolicy: 'RetainExceptOnCreate',
    },
    Bucket1: {
      Type: 'AWS::S3::Bucket',
      Properties: { NotificationConfiguration: { Queue: { 'Fn::GetAtt': ['Queue1', 'Arn'] } } },
      DependsOn: ['Queue1'],
      DeletionPolicy: 'RetainExceptOnCreate',
    },
    Keys1: { Type: secret, DeletionPolicy: 'RetainExceptOnCreate' },
    Queue1: { Type: 'AWS::SQS::Queue' },
  },
  Outputs: {
    TableName: { Value: { Ref: 'Table1' } },
    RecordingsBucketName: { Value: { Ref: 'Bucket1' } },
    TokenKeysSecretArn: { Value: { 'Fn::GetAtt': ['Keys1', 'Id'] } },
  },
};
const adoption: Adoption = new Map<PartName, string>([
  ['table', 'lectures'],
  ['bucket', 'recordings'],
  ['tokenKeys', 'keys'],
]);

const imports = [
  { LogicalResourceId: 'Table1', ResourceType: table, PhysicalResourceId: 'lectures' },
  {
    LogicalResourceId: 'Bucket1',
    ResourceType: 'AWS::S3::Bucket',
    PhysicalResourceId: 'recordings',
  },
  { LogicalResourceId: 'Keys1', ResourceType: secret, PhysicalResourceId: 'arn:keys' },
].map((one) => ({ ResourceChange: { Action: 'Import' as const, ...one } }));
const importsAll: ChangeSet = { changes: imports, isExecutable: true, reason: undefined };

const adopted: readonly MadeResource[] = [
  { logicalId: 'Table1', type: table, physicalId: 'lectures' },
  { logicalId: 'Bucket1', type: 'AWS::S3::Bucket', physicalId: 'recordings' },
  { logicalId: 'Keys1', type: secret, physicalId: 'arn:keys' },
];

/** An account in which an earlier stack has left these three. */
function account(
  changes: {
    readonly things?: Partial<KeptThings>;
    readonly held?: readonly MadeResource[];
    readonly changeSet?: ChangeSet;
    readonly template?: Template;
  } = {},
) {
  const done: string[] = [];
  const things: KeptThings = {
    table: async () => ({
      ...{ status: 'ACTIVE', shape: keys, billingMode: 'PAY_PER_REQUEST', replicas: [] },
      ...{ expiresBy: undefined, canBeRestored: false, isProtected: false, tags: {} },
    }),
    bucket: async () => ({ region, keepsVersions: false, hasPolicy: false }),
    secret: async (name) => ({
      ...{ arn: `arn:${name}`, name, isDeleted: false, isReplica: false, replicas: [] },
      value: JSON.stringify({ signer: 'k1', k1: 'k'.repeat(64) }),
    }),
    ownerOf: async () => undefined,
    mend: async (name, mend) => void done.push(`mend ${name} ${mend.sets}`),
    ...changes.things,
  };
  const stack: AdoptingStack = {
    ...{ name: 'LearningMate-prod', region },
    held: async () => changes.held,
    prepareImport: async ({ Resources }, identifiers) => {
      done.push(`prepare ${JSON.stringify({ of: Object.keys(Resources), identifiers })}`);
    },
    readImport: async () => changes.changeSet ?? importsAll,
    executeImport: async () => void done.push('execute'),
  };
  const said: string[] = [];
  return {
    done,
    said,
    adopt: () =>
      adopt(adoption, changes.template ?? template, things, stack, (line) => void said.push(line)),
  };
}

const elsewhere: Partial<KeptThings> = {
  bucket: async () => ({ region: 'us-east-1', keepsVersions: false, hasPolicy: false }),
};
const belongsToOther = { ownerOf: async () => 'LearningMate-dev' };

describe('a new stack', () => {
  it('imports the named parts, each by its identifier in CloudFormation, and then completes the table’s settings', async () => {
    const { done, said, ...run } = account();
    await run.adopt();
    expect(done).toEqual([
      `prepare ${JSON.stringify({
        of: ['Table1', 'Bucket1', 'Keys1'],
        identifiers: {
          Table1: { TableName: 'lectures' },
          Bucket1: { BucketName: 'recordings' },
          Keys1: { Id: 'arn:keys' },
        },
      })}`,
      'execute',
      'mend lectures expiry',
    ]);
    expect(said).toEqual([
      'Adopted table: lectures',
      'Adopted bucket: recordings',
      'Adopted tokenKeys: arn:keys',
      'Set on the table: rows expire by expiresAt',
    ]);
  });

  it('finishes the settings if it has imported before, and imports nothing again', async () => {
    const { done, ...run } = account({
      held: adopted,
      // The deploy that followed has given the bucket its policy.
      things: { bucket: async () => ({ region, keepsVersions: false, hasPolicy: true }) },
    });
    await run.adopt();
    expect(done).toEqual(['mend lectures expiry']);
  });

  it('recognises a secret by its name as well as by its ARN', async () => {
    const held = adopted.map((one) =>
      one.logicalId === 'Keys1' ? { ...one, physicalId: 'keys' } : one,
    );
    await expect(account({ held }).adopt()).resolves.toBeUndefined();
  });

  it.each<readonly [string, Partial<KeptThings>, string]>([
    ['a table is not there', { table: async () => undefined }, 'table lectures is not there'],
    ['a bucket is not there', { bucket: async () => undefined }, 'bucket recordings is not there'],
    ['a secret is not there', { secret: async () => undefined }, 'tokenKeys keys is not there'],
    [
      'another stack has it',
      belongsToOther,
      'table lectures belongs to the stack LearningMate-dev',
    ],
    [
      'the bucket is elsewhere',
      elsewhere,
      'bucket recordings is in us-east-1, and the stage lives in ap-northeast-2',
    ],
  ])('changes nothing if %s', async (_, things, message) => {
    const { done, ...run } = account({ things });
    await expect(run.adopt()).rejects.toThrow(message);
    await expect(run.adopt()).rejects.toThrow('Nothing was changed.');
    expect(done).toEqual([]);
  });

  it('reports everything that is wrong at once', async () => {
    const none = { table: async () => undefined, secret: async () => undefined };
    await expect(account({ things: none }).adopt()).rejects.toThrow(
      'table lectures is not there. tokenKeys keys is not there. Nothing was changed.',
    );
  });

  it.each([
    [
      'CloudFormation does not take it',
      { changes: [], isExecutable: false, reason: 'lectures already exists in stack X.' },
      'does not import these: lectures already exists in stack X. Nothing',
    ],
    ['one is missing', { ...importsAll, changes: imports.slice(1) }, 'it would do something else'],
    [
      'something else would be made as well',
      {
        ...importsAll,
        changes: [...imports, { ResourceChange: { Action: 'Add', LogicalResourceId: 'Queue1' } }],
      },
      'it would do something else',
    ],
    [
      'another table would come in its place',
      {
        ...importsAll,
        changes: [
          { ResourceChange: { ...imports[0]?.ResourceChange, PhysicalResourceId: 'other' } },
          ...imports.slice(1),
        ],
      },
      'it would do something else',
    ],
  ] as const)('executes no import if %s', async (_, changeSet, message) => {
    const { done, ...run } = account({ changeSet: changeSet as ChangeSet });
    await expect(run.adopt()).rejects.toThrow(message);
    expect(done).not.toContain('execute');
    expect(done.filter((one) => one.startsWith('mend'))).toEqual([]);
  });
});

it('a secret without the replica that the stage wants is refused, since none would be made', async () => {
  const properties = { ReplicaRegions: [{ Region: 'ap-northeast-1' }] };
  const { done, ...run } = account({
    template: {
      ...template,
      Resources: { ...template.Resources, Keys1: { Type: secret, Properties: properties } },
    },
  });
  await expect(run.adopt()).rejects.toThrow(
    'tokenKeys keys has no replica in ap-northeast-1: adopt it without replicaRegion first',
  );
  expect(done).toEqual([]);
});

describe('a stack that exists', () => {
  it('keeps its own table', async () => {
    const held = adopted.map((one) =>
      one.logicalId === 'Table1' ? { ...one, physicalId: 'own' } : one,
    );
    const { done, ...run } = account({ held });
    await expect(run.adopt()).rejects.toThrow(
      'The stack is there already, and its table is own. Nothing was changed.',
    );
    expect(done).toEqual([]);
  });

  it('adopts nothing in addition to what it has', async () => {
    const held = adopted.filter(({ logicalId }) => logicalId !== 'Bucket1');
    await expect(account({ held }).adopt()).rejects.toThrow(
      'The stack is there already, without a bucket: only a new one adopts',
    );
  });
});
