import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { clocks } from '../../shared/contracts/clocks.ts';
import { backupReachDays, deletionKeptDays } from '../../shared/contracts/deletions.ts';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import { render } from '../support/rendered-value.ts';
import { policyDocumentSchema, stackTags, synthesizeStack } from '../support/synthesized-stack.ts';

const { functions, ofType, only } = synthesizeStack();

const queueSchema = z.looseObject({
  VisibilityTimeout: z.int().optional(),
  MessageRetentionPeriod: z.int(),
  SqsManagedSseEnabled: z.boolean(),
  RedrivePolicy: z
    .object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.int() })
    .optional(),
});

const queues = Object.entries(ofType('AWS::SQS::Queue')).map(([id, { Properties }]) => ({
  id,
  ...queueSchema.parse(Properties),
}));
const sources = queues.filter(({ RedrivePolicy }) => RedrivePolicy);
const source = sources.find(({ id }) => id.includes('Lectures'));
const unclaimed = sources.find(({ id }) => id.includes('Unclaimed'));
const rewards = sources.find(({ id }) => id.includes('Rewards'));
const deadLetters = queues.find(({ RedrivePolicy }) => !RedrivePolicy);

const mappingsTo = (name: FunctionName) =>
  Object.values(ofType('AWS::Lambda::EventSourceMapping'))
    .map(({ Properties }) => Properties)
    .filter((mapping) =>
      JSON.stringify(mapping['FunctionName']).includes(`"${servingIdOf(name)}"`),
    );

/** By its alias, if it has one: the function itself may be a version that nobody uses yet. */
function servingIdOf(name: FunctionName): string | undefined {
  const functionId = functions.get(name)?.logicalId;
  const alias = Object.entries(ofType('AWS::Lambda::Alias')).find(
    ([, { Properties }]) => render(Properties['FunctionName']) === functionId,
  );
  return alias?.[0] ?? functionId;
}

const statementsOf = (type: string, idProperty: string, id: string | undefined) =>
  Object.values(ofType(type))
    .filter(({ Properties }) => JSON.stringify(Properties[idProperty]).includes(`"${id}"`))
    .flatMap(
      ({ Properties }) => policyDocumentSchema.parse(Properties['PolicyDocument']).Statement,
    );

describe('the queues', () => {
  it.each([
    ['process-lecture', source],
    ['delete-unclaimed', unclaimed],
    ['credit-reward', rewards],
  ] as const)('hide a message for at least six times the timeout of %s', (name, queue) => {
    const timeout = functions.get(name)?.resource.Properties['Timeout'];
    expect(queue?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Number(timeout));
  });

  it.each(sources)(
    'hand messages on that keep failing to the dead letters, after at least five tries: $id',
    (queue) => {
      expect(sources).toHaveLength(3);
      // Only reminders have no dead letters: a missed turn is not made up for.
      expect(queues).toHaveLength(5);
      expect(queue.RedrivePolicy?.maxReceiveCount).toBe(clocks.maximumReceives);
      expect(queue.RedrivePolicy?.maxReceiveCount).toBeGreaterThanOrEqual(5);
      expect(render(queue.RedrivePolicy?.deadLetterTargetArn)).toBe(`${deadLetters?.id}.Arn`);
    },
  );

  it.each(sources)(
    'keep dead letters as long as SQS can, and longer than they keep anything: $id',
    (queue) => {
      expect(deadLetters?.MessageRetentionPeriod).toBe(14 * 24 * 3600);
      expect(deadLetters?.MessageRetentionPeriod).toBeGreaterThan(queue.MessageRetentionPeriod);
    },
  );

  it.each(queues)('are encrypted by SQS itself and speak TLS only: $id', ({ id, ...queue }) => {
    expect(queue.SqsManagedSseEnabled).toBe(true);
    expect(statementsOf('AWS::SQS::QueuePolicy', 'Queues', id)).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: ['sqs:*'],
        Principal: { AWS: '*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('accept messages from S3 for this account only, and from nobody else without a role', () => {
    const allowed = queues.flatMap(({ id }) =>
      statementsOf('AWS::SQS::QueuePolicy', 'Queues', id).filter(
        ({ Effect }) => Effect === 'Allow',
      ),
    );
    expect(allowed).toEqual([
      expect.objectContaining({
        Action: ['sqs:SendMessage'],
        Principal: { Service: 's3.amazonaws.com' },
        Resource: [{ 'Fn::GetAtt': [source?.id, 'Arn'] }],
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ]);
  });

  it.each([
    ['process-lecture', source],
    ['delete-unclaimed', unclaimed],
    ['credit-reward', rewards],
  ] as const)('feed %s one message at a time, with bounded concurrency', (name, queue) => {
    expect(mappingsTo(name)).toEqual([
      {
        FunctionName: expect.anything(),
        EventSourceArn: { 'Fn::GetAtt': [queue?.id, 'Arn'] },
        BatchSize: 1,
        ScalingConfig: { MaximumConcurrency: expect.any(Number) },
        Tags: stackTags,
      },
    ]);
  });
});

describe('the recordings bucket', () => {
  const bucket = only('AWS::S3::Bucket');

  it('is private, owned by one account and encrypted', () => {
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        ],
      },
    });
  });

  it('refuses everything but TLS 1.2 and later, and its own policy allows nobody anything', () => {
    const { Statement } = policyDocumentSchema.parse(
      only('AWS::S3::BucketPolicy').Properties['PolicyDocument'],
    );
    expect(
      Statement.map(({ Effect, Action, Condition }) => ({ Effect, Action, Condition })),
    ).toEqual([
      {
        Effect: 'Deny',
        Action: ['s3:*'],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Effect: 'Deny',
        Action: ['s3:*'],
        Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } },
      },
    ]);
  });

  it('lets the app’s pages PUT a typed recording, and nothing else', () => {
    expect(bucket.Properties['CorsConfiguration']).toEqual({
      CorsRules: [
        {
          AllowedOrigins: [
            'https://www.thelearningmate.com',
            'http://localhost:3000',
            'https://localhost',
            // The web app's own origin, since the API itself answers there.
            { 'Fn::GetAtt': [expect.stringMatching(/^Api/), 'ApiEndpoint'] },
          ],
          AllowedMethods: ['PUT'],
          AllowedHeaders: ['Content-Type'],
          ExposedHeaders: ['ETag'],
          MaxAge: expect.any(Number),
        },
      ],
    });
  });

  it('tells the queue of each recording, once the queue allows it', () => {
    expect(bucket.Properties['NotificationConfiguration']).toEqual({
      QueueConfigurations: [
        {
          Event: 's3:ObjectCreated:*',
          Queue: { 'Fn::GetAtt': [source?.id, 'Arn'] },
          Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'recordings/' }] } },
        },
      ],
    });
    const [policyId] = Object.entries(ofType('AWS::SQS::QueuePolicy')).find(([, { Properties }]) =>
      JSON.stringify(Properties['Queues']).includes(`"${source?.id}"`),
    ) ?? [undefined];
    expect(bucket.DependsOn).toContain(policyId);
    expect(ofType('Custom::S3BucketNotifications')).toEqual({});
  });

  it('keeps notes of deletions for longer than the table can be restored', () => {
    expect(deletionKeptDays).toBeGreaterThan(backupReachDays);
    expect(bucket.Properties['LifecycleConfiguration']).toEqual({
      Rules: expect.arrayContaining([
        expect.objectContaining({
          Prefix: 'deleted/',
          ExpirationInDays: deletionKeptDays,
          Status: 'Enabled',
        }),
      ]),
    });
  });

  it('deletes recordings in time and stale multipart uploads after a day', () => {
    expect(bucket.Properties['LifecycleConfiguration']).toEqual({
      Rules: expect.arrayContaining([
        expect.objectContaining({
          Prefix: 'recordings/',
          ExpirationInDays: 7,
          Status: 'Enabled',
        }),
        expect.objectContaining({
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          Status: 'Enabled',
        }),
      ]),
    });
  });
});

describe('the schedules', () => {
  it.each([
    ['sweep-lectures', clocks.sweepPeriodSeconds, 'rate(1 minute)'],
    ['fold-standings', clocks.rankingPeriodSeconds, 'rate(10 minutes)'],
    ['close-leagues', clocks.leaguePeriodSeconds, 'rate(15 minutes)'],
  ] as const)('run %s every period and leave a failed run to the next', (name, period, rate) => {
    const arn = { 'Fn::GetAtt': [functions.get(name)?.logicalId, 'Arn'] };
    const rules = Object.values(ofType('AWS::Events::Rule')).map(({ Properties }) => Properties);
    expect(rate).toBe(period === 60 ? 'rate(1 minute)' : `rate(${period / 60} minutes)`);
    expect(rules).toContainEqual(
      expect.objectContaining({
        ScheduleExpression: rate,
        State: 'ENABLED',
        Targets: [
          expect.objectContaining({
            Arn: arn,
            RetryPolicy: expect.objectContaining({ MaximumRetryAttempts: 0 }),
          }),
        ],
      }),
    );
    const invokes = Object.values(ofType('AWS::Lambda::EventInvokeConfig'));
    expect(invokes.map(({ Properties }) => Properties)).toContainEqual(
      expect.objectContaining({
        FunctionName: expect.anything(),
        MaximumRetryAttempts: 0,
      }),
    );
  });
});
