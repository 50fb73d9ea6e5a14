import * as z from 'zod';
import { readQueuePolicies } from './identity.ts';
import type { CorsRule, LocalBucket, LocalQueue, LocalSecret, LocalTable } from './model.ts';
import { notEmulated, type TemplateReader } from './reader.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const projection = z.object({
  ProjectionType: z.string(),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const index = z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: projection });
const throughput = z.object({
  ReadCapacityUnits: z.coerce.number(),
  WriteCapacityUnits: z.coerce.number(),
});

const tableShape = {
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: keySchema,
  BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).default('PROVISIONED'),
  LocalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: notEmulated,
  KinesisStreamSpecification: notEmulated,
};

const tableSchema = z.object({
  ...tableShape,
  ProvisionedThroughput: throughput.optional(),
  GlobalSecondaryIndexes: z
    .array(index.extend({ ProvisionedThroughput: throughput.optional() }))
    .optional(),
});

/** A global table. CreateTable cannot express its auto-scaling, so only one on-demand replica is accepted. */
const globalTableSchema = z.object({
  ...tableShape,
  BillingMode: z.literal('PAY_PER_REQUEST', { error: 'only on-demand global tables are emulated' }),
  GlobalSecondaryIndexes: z.array(index).optional(),
});

const tableWithoutEffect = [
  'ContributorInsightsSpecification',
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'PointInTimeRecoverySpecification',
  'Replicas',
  'ResourcePolicy',
  'SSESpecification',
  'TableClass',
  'TableName',
  'Tags',
  'TimeToLiveSpecification',
  'WarmThroughput',
  'WriteOnDemandThroughputSettings',
];

export function readTables(reader: TemplateReader): LocalTable[] {
  const tables = [
    ...reader.read('AWS::DynamoDB::Table', tableSchema, tableWithoutEffect),
    ...reader.read('AWS::DynamoDB::GlobalTable', globalTableSchema, tableWithoutEffect),
  ];
  return tables.map(({ logicalId, properties }) => {
    const name = reader.reference(logicalId);
    const { StreamSpecification: _, KinesisStreamSpecification: __, ...createTable } = properties;
    return {
      name,
      arn: reader.attribute(logicalId, 'Arn'),
      createTable: { TableName: name, ...createTable },
    };
  });
}

const s3CorsRule = z.object({
  AllowedHeaders: z.array(z.string()).default([]),
  AllowedMethods: z.array(z.string()),
  AllowedOrigins: z.array(z.string()),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
});

const queueNotification = z.strictObject({
  Event: z.string(),
  Queue: z.string(),
  Filter: z
    .strictObject({
      S3Key: z.strictObject({
        Rules: z.array(
          z.strictObject({
            Name: z
              .string()
              .refine((name) => name.toLowerCase() === 'prefix', 'only prefix is emulated'),
            Value: z.string(),
          }),
        ),
      }),
    })
    .optional(),
});

const bucketSchema = z.object({
  CorsConfiguration: z.object({ CorsRules: z.array(s3CorsRule) }).optional(),
  NotificationConfiguration: z
    .strictObject({ QueueConfigurations: z.array(queueNotification).default([]) })
    .optional(),
  WebsiteConfiguration: notEmulated,
});

const bucketWithoutEffect = [
  'BucketEncryption',
  'BucketName',
  'LifecycleConfiguration',
  'LoggingConfiguration',
  'OwnershipControls',
  'PublicAccessBlockConfiguration',
  'Tags',
];

function toCorsRule(rule: z.infer<typeof s3CorsRule>): CorsRule {
  return {
    allowedOrigins: rule.AllowedOrigins,
    allowedMethods: rule.AllowedMethods,
    allowedHeaders: rule.AllowedHeaders,
    exposedHeaders: rule.ExposedHeaders,
    maxAgeSeconds: rule.MaxAge,
  };
}

export function readBuckets(reader: TemplateReader): LocalBucket[] {
  return reader
    .read('AWS::S3::Bucket', bucketSchema, bucketWithoutEffect)
    .map(({ logicalId, properties }) => ({
      name: reader.reference(logicalId),
      arn: reader.attribute(logicalId, 'Arn'),
      corsRules: (properties.CorsConfiguration?.CorsRules ?? []).map(toCorsRule),
      queueNotifications: (properties.NotificationConfiguration?.QueueConfigurations ?? []).map(
        ({ Event, Queue, Filter }) => ({
          event: Event,
          queueArn: Queue,
          keyPrefix: Filter?.S3Key.Rules[0]?.Value ?? '',
        }),
      ),
    }));
}

const DAY_SECONDS = 86_400;

const queueSchema = z.object({
  DelaySeconds: z.literal(0, { error: 'a delivery delay is not emulated' }).optional(),
  FifoQueue: notEmulated,
  MessageRetentionPeriod: z.coerce.number().default(4 * DAY_SECONDS),
  RedrivePolicy: z
    .object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() })
    .optional(),
  VisibilityTimeout: z.coerce.number().default(30),
});

const queueWithoutEffect = [
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'QueueName',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'SqsManagedSseEnabled',
  'Tags',
];

export function readQueues(reader: TemplateReader): LocalQueue[] {
  const policies = readQueuePolicies(reader);
  return reader
    .read('AWS::SQS::Queue', queueSchema, queueWithoutEffect)
    .map(({ logicalId, properties }) => ({
      name: reader.attribute(logicalId, 'QueueName'),
      arn: reader.attribute(logicalId, 'Arn'),
      visibilityTimeoutSeconds: properties.VisibilityTimeout,
      messageRetentionSeconds: properties.MessageRetentionPeriod,
      redrive: properties.RedrivePolicy && {
        deadLetterQueueArn: properties.RedrivePolicy.deadLetterTargetArn,
        maxReceiveCount: properties.RedrivePolicy.maxReceiveCount,
      },
      policy: policies.get(reader.reference(logicalId)) ?? [],
    }));
}

const secretSchema = z.object({
  GenerateSecretString: z
    .looseObject({
      SecretStringTemplate: z.string(),
      GenerateStringKey: z.string(),
      PasswordLength: z.coerce.number().default(32),
    })
    .optional(),
  SecretString: z.never({ error: 'a secret value must not stand in the template' }).optional(),
});

const secretWithoutEffect = ['Description', 'KmsKeyId', 'Name', 'ReplicaRegions', 'Tags'];

export function readSecrets(reader: TemplateReader): LocalSecret[] {
  return reader
    .read('AWS::SecretsManager::Secret', secretSchema, secretWithoutEffect)
    .map(({ logicalId, properties: { GenerateSecretString: generate } }) => ({
      logicalId,
      arn: reader.reference(logicalId),
      generate: generate && {
        template: generate.SecretStringTemplate,
        key: generate.GenerateStringKey,
        length: generate.PasswordLength,
      },
    }));
}
