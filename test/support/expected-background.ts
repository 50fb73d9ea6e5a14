import type { backgroundFunctionNames } from '../../shared/contracts/environment.ts';

export interface ExpectedFunction {
  /** Resource → actions. The own log group and Sentry's DSN are added to each where it is checked. */
  readonly may: Readonly<Record<string, readonly string[]>>;
}

/** What each function behind no route may do, written by hand. */
export const expectedBackground: Readonly<
  Record<(typeof backgroundFunctionNames)[number], ExpectedFunction>
> = {
  'reject-request': { may: {} },
  'process-lecture': {
    may: {
      'table USER#*': [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:Query',
        'dynamodb:BatchWriteItem',
      ],
      'table SHARED#* REPORTS TRANSFER#* LEAGUE#*': ['dynamodb:BatchWriteItem'],
      'table LEAGUE#*': ['dynamodb:UpdateItem'],
      'table QUOTA*': ['dynamodb:UpdateItem'],
      'table CATALOG CATALOG#*': ['dynamodb:GetItem'],
      'bucket/recordings/*': ['s3:GetObject', 's3:DeleteObject'],
      bucket: ['s3:ListBucket'],
      queue: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
      ],
      'unclaimed queue': ['sqs:SendMessage'],
      'reminder queue': ['sqs:SendMessage'],
      'push secret': ['secretsmanager:GetSecretValue'],
      'OpenAI key': ['secretsmanager:GetSecretValue'],
    },
  },
  'sweep-lectures': {
    may: {
      'table USER#*': [
        'dynamodb:GetItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:Query',
        'dynamodb:BatchWriteItem',
      ],
      'table SHARED#* REPORTS TRANSFER#* LEAGUE#*': ['dynamodb:BatchWriteItem'],
      'table/index/openLectures': ['dynamodb:Query'],
      'bucket/recordings/*': ['s3:GetObject', 's3:DeleteObject'],
      bucket: ['s3:ListBucket'],
      queue: ['sqs:SendMessage'],
    },
  },
  'delete-unclaimed': {
    may: {
      'table USER#*': ['dynamodb:GetItem'],
      'bucket/recordings/*': ['s3:DeleteObject'],
      'unclaimed queue': [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:SendMessage',
      ],
    },
  },
  'fold-standings': {
    may: {
      'table RANKING': ['dynamodb:PutItem'],
      'table RETENTION': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      'table/index/standings': ['dynamodb:Query'],
    },
  },
  'send-reminders': {
    may: {
      'table USER#*': [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ],
      'table PUSH': ['dynamodb:GetItem', 'dynamodb:PutItem'],
      'table/index/reminders': ['dynamodb:Query'],
      'reminder queue': [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:SendMessage',
      ],
      'push secret': ['secretsmanager:GetSecretValue'],
    },
  },
  'close-leagues': {
    may: {
      'table USER#*': [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ],
      'table LEAGUE#*': [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ],
      'table SHARED#*': ['dynamodb:DeleteItem'],
    },
  },
  'look-at-models': { may: { 'OpenAI key': ['secretsmanager:GetSecretValue'] } },
  'send-canary': { may: { 'token keys': ['secretsmanager:GetSecretValue'] } },
  'load-catalog': {
    may: {
      'table CATALOG': ['dynamodb:GetItem', 'dynamodb:PutItem'],
      'table CATALOG#*': ['dynamodb:BatchWriteItem'],
    },
  },
  'credit-reward': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      'table REWARD#*': ['dynamodb:GetItem'],
      'reward queue': [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
      ],
    },
  },
  'keep-web-files': {
    may: { 'table WEB_FILES': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] },
  },
};
