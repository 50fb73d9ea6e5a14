import { describe, expect, it } from 'vitest';
import { judgeTable, type KeptTable } from '../../../../infra/operate/adoption/kept-table.ts';

const region = 'ap-northeast-2';

const index = (name: string, attributes: readonly string[]) => ({
  IndexName: name,
  KeySchema: [{ AttributeName: 'shard', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: attributes },
});
const shape = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'shard', AttributeType: 'S' },
  ],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [index('standings', ['days', 'recent'])],
};
const replica = {
  Region: region,
  DeletionProtectionEnabled: true,
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  Tags: [{ Key: 'stage', Value: 'prod' }],
};
const properties = {
  ...shape,
  BillingMode: 'PAY_PER_REQUEST',
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  Replicas: [replica],
};
const kept: KeptTable = {
  status: 'ACTIVE',
  shape: {
    ...shape,
    GlobalSecondaryIndexes: [
      { ...index('standings', ['recent', 'days']), IndexStatus: 'ACTIVE', ItemCount: 7 },
    ],
    ItemCount: 12,
  },
  billingMode: 'PAY_PER_REQUEST',
  replicas: [],
  expiresBy: 'expiresAt',
  canBeRestored: true,
  isProtected: true,
  tags: { stage: 'prod', 'aws:cloudformation:stack-name': 'LearningMate-prod' },
};
const judge = (changes: Partial<KeptTable>, wanted: Record<string, unknown> = properties) =>
  judgeTable(
    { ...kept, ...changes },
    { Type: 'AWS::DynamoDB::GlobalTable', Properties: wanted },
    region,
  );

describe('a table that a new stack should adopt', () => {
  it('is accepted as it is if it is what the stage would make', () => {
    expect(judge({})).toEqual({ refusals: [], mends: [] });
  });

  it('gets what a restored table lacks: expiry, recovery, protection and tags', () => {
    const restored = { expiresBy: undefined, canBeRestored: false, isProtected: false, tags: {} };
    expect(judge(restored)).toEqual({
      refusals: [],
      mends: [
        { sets: 'expiry', attribute: 'expiresAt' },
        { sets: 'recovery', isOn: true },
        { sets: 'protection', isOn: true },
        { sets: 'tags', tags: { stage: 'prod' } },
      ],
    });
  });

  it('loses the protection that its stage does not give, so that the stage can be removed', () => {
    const { DeletionProtectionEnabled: _, PointInTimeRecoverySpecification: __, ...bare } = replica;
    expect(judge({}, { ...properties, Replicas: [bare] }).mends).toEqual([
      { sets: 'recovery', isOn: false },
      { sets: 'protection', isOn: false },
    ]);
  });

  it.each([
    [
      'has other keys',
      { shape: { ...shape, KeySchema: [{ AttributeName: 'shard', KeyType: 'HASH' }] } },
      'has the keys shard S HASH, and not pk S HASH',
    ],
    [
      'has keys of another type',
      {
        shape: {
          ...shape,
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'N' },
            { AttributeName: 'shard', AttributeType: 'S' },
          ],
        },
      },
      'has the keys pk N HASH, and not pk S HASH',
    ],
    [
      'was restored without its indexes',
      { shape: { ...shape, GlobalSecondaryIndexes: undefined } },
      'has no index standings: restore it with its indexes, or make that one',
    ],
    [
      'has an index with fewer attributes',
      { shape: { ...shape, GlobalSecondaryIndexes: [index('standings', ['days'])] } },
      'has an index standings of shard S HASH INCLUDE days, and not of shard S HASH INCLUDE days recent',
    ],
    [
      'has an index that is being made',
      {
        shape: {
          ...shape,
          GlobalSecondaryIndexes: [
            { ...index('standings', ['days', 'recent']), IndexStatus: 'CREATING' },
          ],
        },
      },
      'has an index standings that is CREATING, and has to be ACTIVE',
    ],
    ['is being made', { status: 'CREATING' }, 'is CREATING, and has to be ACTIVE'],
    [
      'is paid in advance',
      { billingMode: 'PROVISIONED' },
      'is paid by PROVISIONED, and has to be by PAY_PER_REQUEST',
    ],
    [
      'expires by something else',
      { expiresBy: 'ttl' },
      expect.stringContaining('expires by ttl, which has to be switched off first'),
    ],
  ] as const)('is refused if it %s', (_, changes, refusal) => {
    expect(judge(changes).refusals).toEqual([refusal]);
  });

  it('is refused if it lacks a replica that the stage wants, and accepted if it has more', () => {
    const wanted = { ...properties, Replicas: [replica, { Region: 'ap-northeast-1' }] };
    expect(judge({}, wanted).refusals).toEqual([
      'has no replica in ap-northeast-1: adopt it without replicaRegion first',
    ]);
    expect(judge({ replicas: ['ap-northeast-1'] }, wanted).refusals).toEqual([]);
    expect(judge({ replicas: ['ap-northeast-1'] }).refusals).toEqual([]);
  });
});
