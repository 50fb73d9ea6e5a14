import type { FunctionName } from '../../shared/contracts/environment.ts';

/** What a function may be allowed to act on, with the service whose actions fit. */
export interface Grants {
  readonly table?: readonly `dynamodb:${string}`[];
  /** The index of open lectures: an index is a resource apart from its table. */
  readonly openLectures?: readonly `dynamodb:${string}`[];
  /** The index of the ranking's standings. */
  readonly standings?: readonly `dynamodb:${string}`[];
  /** The objects under the recordings' prefix. */
  readonly recordings?: readonly `s3:${string}`[];
  /** The bucket itself. Without s3:ListBucket S3 answers 403, not 404, for a missing key. */
  readonly bucket?: readonly `s3:${string}`[];
  readonly queue?: readonly `sqs:${string}`[];
  readonly openAiSecret?: readonly `secretsmanager:${string}`[];
}

export type GrantTarget = keyof Grants;

export const grantTargets = [
  'table',
  'openLectures',
  'standings',
  'recordings',
  'bucket',
  'queue',
  'openAiSecret',
] as const satisfies readonly GrantTarget[];

/**
 * Routes that read the caller's profile also make it, for a user of the first backend, and note the
 * day.
 */
const userRoute = ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] as const;

/** What it takes to leave nothing of a deleted user. */
const eraseRows = ['dynamodb:Query', 'dynamodb:BatchWriteItem'] as const;
const eraseRecordings = {
  recordings: ['s3:DeleteObject'],
  bucket: ['s3:ListBucket'],
} as const;

/**
 * Exactly what each function may do. Beyond this a function has its own log group, the reading of
 * Sentry's secret and, where its environment names the token keys, the reading of that one.
 */
export const grants: Record<FunctionName, Grants> = {
  'issue-token': { table: ['dynamodb:PutItem', 'dynamodb:UpdateItem'] },
  'get-name': { table: userRoute },
  'change-name': { table: userRoute },
  'list-lectures': { table: [...userRoute, 'dynamodb:BatchGetItem'] },
  'delete-user': {
    table: ['dynamodb:GetItem', 'dynamodb:PutItem', ...eraseRows],
    ...eraseRecordings,
  },
  'export-user': {
    table: [...userRoute, 'dynamodb:GetItem', 'dynamodb:BatchGetItem'],
  },
  'list-majors': { table: ['dynamodb:GetItem'] },
  'list-subjects': { table: ['dynamodb:GetItem'] },
  'list-topics': { table: ['dynamodb:GetItem'] },
  'presign-upload': { table: userRoute, recordings: ['s3:PutObject'] },
  'submit-lecture': {
    table: [...userRoute, 'dynamodb:GetItem'],
    recordings: ['s3:GetObject'],
    bucket: ['s3:ListBucket'],
    queue: ['sqs:SendMessage'],
  },
  'get-ranking': { table: ['dynamodb:GetItem'] },
  'get-lecture': { table: ['dynamodb:GetItem'] },
  'rate-lecture': { table: [...userRoute, 'dynamodb:GetItem'] },
  'get-api-docs': {},
  'get-swagger-page': {},
  'reject-request': {},
  'process-lecture': {
    table: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', ...eraseRows],
    recordings: ['s3:GetObject', ...eraseRecordings.recordings],
    bucket: ['s3:ListBucket'],
    queue: [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ChangeMessageVisibility',
    ],
    openAiSecret: ['secretsmanager:GetSecretValue'],
  },
  'sweep-lectures': {
    table: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', ...eraseRows],
    openLectures: ['dynamodb:Query'],
    recordings: ['s3:GetObject', ...eraseRecordings.recordings],
    bucket: ['s3:ListBucket'],
    queue: ['sqs:SendMessage'],
  },
  'fold-standings': { table: ['dynamodb:PutItem'], standings: ['dynamodb:Query'] },
  'load-catalog': { table: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem'] },
};
