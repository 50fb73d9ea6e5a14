import {
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type LocalBucket,
  type LocalQueue,
  type LocalRole,
  type LocalSecret,
  type LocalTable,
  type PolicyStatement,
  type StackModel,
} from '../../infra/local/template/model.ts';

/** A stack with nothing in it but what the test names. */
export function stackModel(parts: Partial<StackModel> = {}): StackModel {
  return {
    stackName: 'test-stack',
    roles: [],
    tables: [],
    buckets: [],
    queues: [],
    secrets: [],
    functions: [],
    apis: [],
    eventSources: [],
    schedules: [],
    permissions: [],
    outputs: {},
    ...parts,
  };
}

export function role(logicalId: string, statements: readonly PolicyStatement[]): LocalRole {
  return { logicalId, arn: `arn:aws:iam::${LOCAL_ACCOUNT}:role/${logicalId}`, statements };
}

export function allow(
  actions: readonly string[],
  resources: readonly string[],
  leadingKeys?: readonly string[],
): PolicyStatement {
  return { effect: 'Allow', actions, resources, ...(leadingKeys && { leadingKeys }) };
}

/** A table keyed by `pk` and `sk`, with an index `open` on `openShard` and `dueAt`. */
export function table(name: string): LocalTable {
  return {
    name,
    arn: `arn:aws:dynamodb:${LOCAL_REGION}:${LOCAL_ACCOUNT}:table/${name}`,
    createTable: {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      SSESpecification: { SSEEnabled: true },
      AttributeDefinitions: ['pk', 'sk', 'openShard', 'dueAt'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'open',
          KeySchema: [
            { AttributeName: 'openShard', KeyType: 'HASH' },
            { AttributeName: 'dueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    },
  };
}

export function bucket(name: string, parts: Partial<LocalBucket> = {}): LocalBucket {
  return { name, arn: `arn:aws:s3:::${name}`, corsRules: [], queueNotifications: [], ...parts };
}

export function queueArn(name: string): string {
  return `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${name}`;
}

export function queue(name: string, parts: Partial<LocalQueue> = {}): LocalQueue {
  return {
    name,
    arn: queueArn(name),
    visibilityTimeoutSeconds: 30,
    messageRetentionSeconds: 345_600,
    policy: [],
    ...parts,
  };
}

export function secret(logicalId: string, generate?: LocalSecret['generate']): LocalSecret {
  return {
    logicalId,
    arn: `arn:aws:secretsmanager:${LOCAL_REGION}:${LOCAL_ACCOUNT}:secret:${logicalId}-a1B2c3`,
    ...(generate && { generate }),
  };
}
