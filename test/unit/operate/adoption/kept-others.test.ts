import { describe, expect, it } from 'vitest';
import {
  judgeBucket,
  judgeSecret,
  type KeptSecret,
} from '../../../../infra/operate/adoption/kept-others.ts';

describe('a bucket that a new stack should adopt', () => {
  const kept = { region: 'ap-northeast-2', keepsVersions: false, hasPolicy: false };
  const judge = (changes: Partial<typeof kept>) =>
    judgeBucket({ ...kept, ...changes }, 'my-bucket', 'ap-northeast-2');

  it('is accepted as it is', () => {
    expect(judge({})).toEqual([]);
  });

  it.each([
    [{ region: 'eu-west-1' }, 'is in eu-west-1, and the stage lives in ap-northeast-2'],
    [{ keepsVersions: true }, 'keeps versions, by which an erased recording would not be gone'],
    [{ hasPolicy: true }, 'aws s3api delete-bucket-policy --bucket my-bucket'],
  ])('is refused with %j', (changes, message) => {
    expect(judge(changes)).toEqual([expect.stringContaining(message)]);
  });
});

describe('a secret that a new stack should adopt', () => {
  const kept: KeptSecret = {
    arn: 'arn:secret',
    name: 'secret',
    isDeleted: false,
    isReplica: false,
    replicas: [],
    value: undefined,
  };
  const ring = JSON.stringify({ signer: 'k1', k1: 'k'.repeat(64) });
  const judge = (
    part: Parameters<typeof judgeSecret>[0],
    changes: Partial<KeptSecret>,
    wanted: readonly string[] = [],
  ): Promise<readonly string[]> =>
    judgeSecret(part, { ...kept, ...changes }, { region: 'ap-northeast-2', replicas: wanted });

  it.each([
    ['tokenKeys', ring],
    ['push', '{"vapid":"generated"}'],
    ['openAi', undefined],
    ['sentry', undefined],
  ] as const)('is accepted as %s if it holds a value of that kind', async (part, value) => {
    expect(await judge(part, { value })).toEqual([]);
  });

  it.each([
    ['tokenKeys', undefined, 'has no value'],
    ['push', undefined, 'has no value'],
    [
      'tokenKeys',
      '{"vapid":"canary-canary-canary-canary-canary"}',
      'does not hold what tokenKeys is',
    ],
    ['tokenKeys', 'canary', 'does not hold what tokenKeys is'],
    ['push', JSON.stringify({ signer: 'canary' }), 'does not hold what push is: it has no vapid'],
    ['push', 'canary', 'does not hold what push is: it is not JSON'],
  ] as const)(
    'is refused as %s, and nothing of its value is shown',
    async (part, value, message) => {
      const refusals = await judge(part, { value });
      expect(refusals).toEqual([expect.stringContaining(message)]);
      expect(refusals.join()).not.toContain('canary');
    },
  );

  it('is refused while it is being deleted, with the way to undo that', async () => {
    expect(await judge('tokenKeys', { isDeleted: true })).toEqual([
      expect.stringContaining('aws secretsmanager restore-secret --secret-id arn:secret'),
    ]);
  });

  it('is refused as another region’s replica, with the way to separate it', async () => {
    expect(await judge('tokenKeys', { isReplica: true, value: ring })).toEqual([
      expect.stringContaining('stop-replication-to-replica --region ap-northeast-2'),
    ]);
  });

  it('is refused without the replica that the stage wants, which no import makes', async () => {
    const value = ring;
    expect(await judge('tokenKeys', { value }, ['ap-northeast-1'])).toEqual([
      'has no replica in ap-northeast-1: adopt it without replicaRegion first',
    ]);
    const replicas = ['ap-northeast-1'];
    expect(await judge('tokenKeys', { value, replicas }, replicas)).toEqual([]);
  });
});
