import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { statefulTypes } from '../../infra/stack/stateful-types.ts';
import { synthesizeStack } from '../support/synthesized-stack.ts';

/** With everything that a stage may have. */
const everything = {
  alarmAddress: 'on-call@example.org',
  customDomain: {
    name: 'api.example.org',
    certificateArn: 'arn:aws:acm:ap-northeast-2:123456789012:certificate/abc',
  },
};

/**
 * Production has these under these names: another name is an empty table, other token keys (every user
 * locked out) or another address. A line is added with a new resource, and none is ever edited.
 */
const pinned = {
  Table710B521B: 'AWS::DynamoDB::GlobalTable',
  RecordingsBucketB0C8199F: 'AWS::S3::Bucket',
  SecretsOpenAi4AADD727: 'AWS::SecretsManager::Secret',
  SecretsSentry245F34CE: 'AWS::SecretsManager::Secret',
  SecretsTokenKeysFEEF25FC: 'AWS::SecretsManager::Secret',
  SecretsPush9FDFA6AC: 'AWS::SecretsManager::Secret',
  ReminderQueueReminders4BDC932B: 'AWS::SQS::Queue',
  QueueLecturesF3FF78FE: 'AWS::SQS::Queue',
  QueueUnclaimedB69C1300: 'AWS::SQS::Queue',
  QueueDeadLetters9B423CAD: 'AWS::SQS::Queue',
  RewardsCallbacks56A8468E: 'AWS::SQS::Queue',
  ObservabilityAlarmsTellTopic558F40EA: 'AWS::SNS::Topic',
  ApiHttpApi4C294DC0: 'AWS::ApiGatewayV2::Api',
  ApiStageB35FBB6B: 'AWS::ApiGatewayV2::Stage',
  ApiDomainBBE0B8D4: 'AWS::ApiGatewayV2::DomainName',
  ApiMapping2DC1B0D2: 'AWS::ApiGatewayV2::ApiMapping',
};

/** Types whose resources may be made again at any time, and which nobody misses. */
const replaceable = new Set([
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::Budgets::Budget',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Events::Rule',
  'AWS::IAM::Role',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::QueryDefinition',
  // Its settings change with the address that it mails to.
  'AWS::SNS::Subscription',
  // Policies go with what they belong to.
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'Custom::CatalogLoad',
  'Custom::WebFiles',
]);

/** CloudFormation allows 500: a deploy that adds a few more should be no surprise. */
const mostResources = 450;

describe.each(['dev', 'prod'])('everything that holds state or an address in %s', (stage) => {
  const { resources } = synthesizeStack({ stage }, everything);

  it('keeps its logical id and its type', () => {
    const held = Object.entries(resources)
      .filter(([, { Type }]) => statefulTypes.has(Type))
      .map(([id, { Type }]) => [id, Type]);
    expect(Object.fromEntries(held)).toEqual(pinned);
  });

  it('leaves room in the stack for more', () => {
    expect(Object.keys(resources).length).toBeLessThan(mostResources);
  });

  it('is distinguished from what may be made again, for every type there is', () => {
    const types = new Set(Object.values(resources).map(({ Type }) => Type));
    const undecided = [...types].filter(
      (type) => statefulTypes.has(type) === replaceable.has(type),
    );
    expect(undecided).toEqual([]);
  });
});

describe('a stage with a replica in another region', () => {
  const alone = synthesizeStack({ stage: 'prod' }).resources;
  const followed = synthesizeStack(
    { stage: 'prod' },
    { replicaRegion: 'ap-northeast-1' },
  ).resources;
  const table = 'Table710B521B';

  it('has the same resources by the same ids', () => {
    const typesOf = (resources: typeof alone) =>
      Object.entries(resources).map(([id, { Type }]) => [id, Type]);
    expect(typesOf(followed)).toEqual(typesOf(alone));
  });

  it('has the same table with one more replica, protected and restorable like its own', () => {
    const { Replicas, StreamSpecification, ...rest } = followed[table]?.Properties ?? {};
    const { Replicas: own, ...before } = alone[table]?.Properties ?? {};
    expect(rest).toEqual(before);
    expect(StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
    const [first] = z.array(z.record(z.string(), z.unknown())).parse(own);
    expect(Replicas).toHaveLength(2);
    expect(Replicas).toContainEqual(first);
    expect(Replicas).toContainEqual({ ...first, Region: 'ap-northeast-1' });
  });

  it.each(['SecretsTokenKeysFEEF25FC', 'SecretsPush9FDFA6AC'])(
    'has the same generator of %s, so that no new key is made',
    (id) => {
      const { ReplicaRegions, ...rest } = followed[id]?.Properties ?? {};
      expect(ReplicaRegions).toEqual([{ Region: 'ap-northeast-1' }]);
      expect(rest).toEqual(alone[id]?.Properties);
    },
  );
});
