import {
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type LocalFunction,
  type LocalRoute,
  type PolicyStatement,
} from '../../infra/local/template/model.ts';
import {
  allow,
  bucket,
  queue,
  queueArn,
  role,
  secret,
  stackModel,
  table,
} from '../support/stack-model.ts';

const functionArn = (id: string) =>
  `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${id}`;

export function lambda(logicalId: string, parts: Partial<LocalFunction> = {}): LocalFunction {
  return {
    logicalId,
    name: logicalId,
    arn: functionArn(logicalId),
    roleArn: role(logicalId, []).arn,
    codeDirectory: '/nowhere',
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 10,
    memoryMegabytes: 512,
    ...parts,
  };
}

const route = (routeKey: string, id: string, parts: Partial<LocalRoute> = {}): LocalRoute => ({
  routeKey,
  functionArn: functionArn(id),
  invokedArn: functionArn(id),
  sourceArn: 'any',
  ...parts,
});

/** Logical ids as CloudFormation has them, including hashes. */
export const ids = {
  majors: 'ApiListMajorsFunction8807CB9D',
  topics: 'ApiListTopicsFunction0883B3EE',
  submit: 'ApiSubmitLectureFunctionE798FB3F',
  rate: 'ApiRateLectureFunctionA7284627',
  worker: 'WorkerProcessLectureFunctionDA958E17',
  sweep: 'SweepSweepLecturesFunction295C67C4',
  load: 'CatalogLoadCatalogFunction73930339',
} as const;

export const rows = table('stack-Table710B521B');
export const recordings = bucket('stack-recordingsbucketb0c8199f');
const tokenKeys = secret('SecretsTokenKeysFEEF25FC');
const openAi = secret('SecretsOpenAi4AADD727');
const sentry = secret('SecretsSentry245F34CE');
const lectures = 'stack-QueueLecturesF3FF78FE';
const deadLetters = 'stack-QueueDeadLetters9B423CAD';

export const readSecret = ['secretsmanager:GetSecretValue'];
const ownLogs = (id: string) =>
  allow(['logs:PutLogEvents'], [`arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:${id}:*`]);
/** With what every function of the stack may do besides. */
export const roleOf = (id: string, ...statements: readonly PolicyStatement[]) =>
  role(id, [ownLogs(id), allow(readSecret, [sentry.arn]), ...statements]);

/** A few of the product's functions, with roles of the test's own. */
export const stack = stackModel({
  tables: [rows],
  buckets: [
    {
      ...recordings,
      corsRules: [
        { allowedOrigins: ['*'], allowedMethods: ['PUT'], allowedHeaders: [], exposedHeaders: [] },
      ],
      queueNotifications: [
        { queueArn: queueArn(lectures), event: 's3:ObjectCreated:*', keyPrefix: 'recordings/' },
      ],
    },
  ],
  queues: [
    queue(deadLetters),
    queue(lectures, {
      redrive: { deadLetterQueueArn: queueArn(deadLetters), maxReceiveCount: 8 },
    }),
  ],
  secrets: [tokenKeys, openAi, sentry],
  functions: [
    lambda(ids.majors),
    lambda(ids.topics),
    lambda(ids.submit),
    lambda(ids.rate),
    lambda(ids.worker, {
      memoryMegabytes: 256,
      timeoutSeconds: 240,
      environment: {
        SPEECH_ENDPOINTS: JSON.stringify([{ baseUrl: 'https://models.example/v1', model: 'any' }]),
        CHAT_ENDPOINTS: JSON.stringify([{ baseUrl: 'https://models.example/v1', model: 'any' }]),
      },
    }),
    lambda(ids.sweep),
    lambda(ids.load),
  ],
  roles: [
    roleOf(ids.majors, allow(['dynamodb:GetItem'], [rows.arn])),
    roleOf(ids.topics, allow(['dynamodb:Query'], [rows.arn])),
    roleOf(
      ids.submit,
      allow(readSecret, [tokenKeys.arn]),
      allow(['dynamodb:PutItem', 'dynamodb:GetItem'], [rows.arn]),
      allow(['s3:GetObject'], [`${recordings.arn}/recordings/*`]),
      allow(['sqs:SendMessage'], [queueArn(lectures)]),
    ),
    roleOf(
      ids.rate,
      allow(readSecret, [tokenKeys.arn]),
      allow(['dynamodb:UpdateItem'], [rows.arn]),
    ),
    roleOf(
      ids.worker,
      allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], [queueArn(lectures)]),
      allow(readSecret, [openAi.arn]),
      allow(['s3:ListBucket'], [recordings.arn]),
    ),
    roleOf(ids.sweep, allow(['dynamodb:Query'], [`${rows.arn}/index/open`])),
    roleOf(ids.load, allow(['dynamodb:BatchWriteItem'], [rows.arn])),
  ],
  apis: [
    {
      id: 'api',
      routes: [
        route('GET /api/v1/major', ids.majors),
        route('GET /api/v1/topic', ids.topics),
        route('POST /api/v1/lecture', ids.submit, { throttle: { ratePerSecond: 5, burst: 10 } }),
        route('POST /api/v1/lecture/{id}/rate-helpfulness', ids.rate),
      ],
    },
  ],
  eventSources: [
    {
      functionArn: functionArn(ids.worker),
      queueArn: queueArn(lectures),
      batchSize: 1,
      maximumConcurrency: 50,
    },
  ],
  schedules: [
    {
      functionArn: functionArn(ids.sweep),
      sourceArn: 'any',
      periodSeconds: 60,
      principal: 'events.amazonaws.com',
    },
  ],
  customResources: [
    {
      logicalId: 'CatalogLoad0AD078B1',
      type: 'Custom::CatalogLoad',
      functionArn: functionArn(ids.load),
      properties: {},
    },
  ],
  outputs: {
    TableName: rows.name,
    RecordingsBucketName: recordings.name,
    LectureQueueUrl: `https://aws.invalid/${LOCAL_ACCOUNT}/${lectures}`,
    DeadLetterQueueUrl: `https://aws.invalid/${LOCAL_ACCOUNT}/${deadLetters}`,
    TokenKeysSecretArn: tokenKeys.arn,
    OpenAiSecretArn: openAi.arn,
    SentrySecretArn: sentry.arn,
  },
});
