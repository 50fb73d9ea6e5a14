import type { FunctionName } from '../../shared/contracts/environment.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import { type ExpectedFunction, expectedBackground } from './expected-background.ts';
import { expectedLaterJudgements } from './expected-later-judgements.ts';
import { expectedTopics } from './expected-topics.ts';

/**
 * How often each action is asked for, as IAM decides on it: a HEAD is s3:GetObject, and if nothing is
 * found s3:ListBucket is asked for as well.
 */
export type Calls = Readonly<Record<string, number>>;

export interface ExpectedRoute {
  /** The calls to AWS of a usual warm request, by its route's example. */
  readonly asks: Calls;
}

/** What each function may do and what it does, written by hand: the tests hold the stack to it. */
export const expectedFunctions: Readonly<
  Record<FunctionName, ExpectedFunction> & Record<RouteName, ExpectedRoute>
> = {
  'issue-token': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:PutItem'],
      'table ADDRESS#*': ['dynamodb:UpdateItem'],
    },
    asks: { 'dynamodb:UpdateItem': 1, 'dynamodb:PutItem': 1 },
  },
  'create-transfer-code': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
      ],
      'table TRANSFER#*': ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
    },
    // The second code of a day, which is counted with the first; its note and its row, which then
    // stays where there is the note and no tombstone.
    asks: {
      'dynamodb:Query': 1,
      'dynamodb:UpdateItem': 3,
      'dynamodb:PutItem': 2,
      'dynamodb:GetItem': 2,
    },
  },
  'redeem-transfer-code': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      'table TRANSFER#*': ['dynamodb:GetItem'],
      'table ADDRESS#*': ['dynamodb:UpdateItem'],
    },
    // The address's count, whose code it is, its use, and the profile.
    asks: { 'dynamodb:UpdateItem': 2, 'dynamodb:GetItem': 2 },
  },
  'get-name': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    },
    asks: { 'dynamodb:Query': 1 },
  },
  'change-name': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    },
    asks: { 'dynamodb:Query': 1, 'dynamodb:UpdateItem': 1 },
  },
  'get-consents': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    },
    asks: { 'dynamodb:Query': 2 },
  },
  'change-consents': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
        'dynamodb:DeleteItem',
      ],
      'table PUSH': ['dynamodb:GetItem'],
      'table SHARED#* LEAGUE#*': ['dynamodb:DeleteItem'],
    },
    asks: { 'dynamodb:Query': 2, 'dynamodb:PutItem': 1 },
  },
  // The row, and the key that devices subscribe to; the last lecture, if reminders are wanted.
  'get-reminders': { asks: { 'dynamodb:Query': 1, 'dynamodb:GetItem': 2 } },
  'change-reminders': {
    asks: { 'dynamodb:Query': 2, 'dynamodb:GetItem': 2, 'dynamodb:PutItem': 1 },
  },
  'list-lectures': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:BatchGetItem',
      ],
      'table CATALOG#*': ['dynamodb:GetItem'],
    },
    asks: { 'dynamodb:Query': 2, 'dynamodb:BatchGetItem': 1 },
  },
  'get-progress': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:Query'],
      'table CATALOG#*': ['dynamodb:GetItem'],
    },
    asks: { 'dynamodb:Query': 1 },
  },
  'delete-user': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:BatchWriteItem',
      ],
      'table SHARED#* REPORTS TRANSFER#* LEAGUE#*': ['dynamodb:BatchWriteItem'],
      'bucket/recordings/*': ['s3:DeleteObject'],
      'bucket/deleted/*': ['s3:PutObject'],
      bucket: ['s3:ListBucket'],
    },
    asks: {
      's3:PutObject': 1,
      'dynamodb:GetItem': 1,
      'dynamodb:PutItem': 1,
      'dynamodb:Query': 1,
      's3:ListBucket': 1,
    },
  },
  'export-user': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
      ],
      'table LEAGUE#*': ['dynamodb:GetItem'],
      'table CATALOG#*': ['dynamodb:GetItem'],
    },
    // Standing and reminders, the league that it is not in, and the notes of the one topic; the rest are queries.
    asks: { 'dynamodb:Query': 7, 'dynamodb:BatchGetItem': 1, 'dynamodb:GetItem': 4 },
  },
  'create-reward-intent': { asks: { 'dynamodb:Query': 2 } },
  'take-reward': {
    may: { 'reward queue': ['sqs:SendMessage'] },
    asks: { 'sqs:SendMessage': 1 },
  },
  'list-majors': {
    may: { 'table CATALOG CATALOG#*': ['dynamodb:GetItem'] },
    asks: {},
  },
  'list-subjects': {
    may: { 'table CATALOG CATALOG#*': ['dynamodb:GetItem'] },
    asks: {},
  },
  'list-topics': {
    may: { 'table CATALOG CATALOG#*': ['dynamodb:GetItem'] },
    asks: {},
  },
  'get-topic': {
    may: { 'table CATALOG CATALOG#*': ['dynamodb:GetItem'] },
    asks: {},
  },
  ...expectedTopics,
  'presign-upload': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      'bucket/recordings/*': ['s3:PutObject'],
    },
    asks: { 'dynamodb:Query': 1 },
  },
  'submit-lecture': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
      ],
      'table CATALOG CATALOG#*': ['dynamodb:GetItem'],
      'bucket/recordings/*': ['s3:GetObject'],
      bucket: ['s3:ListBucket'],
      queue: ['sqs:SendMessage'],
    },
    // Before the upload it looks twice for the object: before it puts the row, and after.
    asks: { 'dynamodb:Query': 1, 'dynamodb:PutItem': 1, 's3:GetObject': 2, 's3:ListBucket': 2 },
  },
  'get-home': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
      ],
      'table RANKING': ['dynamodb:GetItem'],
      'table LEAGUE#*': ['dynamodb:Query'],
    },
    // Who calls; the habits; standing and snapshot. The day's quest was drawn before.
    asks: { 'dynamodb:Query': 2, 'dynamodb:GetItem': 2 },
  },
  // Their function is the one above.
  'list-reviews': { asks: { 'dynamodb:Query': 2 } },
  'swap-quest': { asks: { 'dynamodb:Query': 2 } },
  // How its learner takes part, with their months, and the consents or the group.
  'get-league': { asks: { 'dynamodb:Query': 2 } },
  // Asked again by who is in it: the caller, the consents and the group; how they take part, thrice, and in the end
  // with their months.
  'change-league': { asks: { 'dynamodb:Query': 4, 'dynamodb:GetItem': 2 } },
  'get-ranking': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#* RANKING': ['dynamodb:GetItem'],
    },
    asks: { 'dynamodb:GetItem': 2 },
  },
  'get-lecture': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'],
      'table CATALOG#*': ['dynamodb:GetItem'],
    },
    asks: { 'dynamodb:GetItem': 1 },
  },
  ...expectedLaterJudgements,
  'rate-lecture': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
      ],
    },
    asks: { 'dynamodb:Query': 1, 'dynamodb:UpdateItem': 1 },
  },
  'get-web-app': { may: { 'table WEB_FILES': ['dynamodb:GetItem'] }, asks: {} },
  // Its function is the one above.
  'get-web-app-file': { asks: {} },
  'get-api-docs': {
    may: {},
    asks: {},
  },
  'get-swagger-page': {
    may: {},
    asks: {},
  },
  ...expectedBackground,
};
