import type { ownTopicRoutes } from '../../shared/contracts/routes/own-topics.ts';
import type { sharedTopicRoutes } from '../../shared/contracts/routes/shared-topics.ts';
import type { ExpectedFunction } from './expected-background.ts';
import type { ExpectedRoute } from './expected-functions.ts';

type TopicRoute = keyof typeof ownTopicRoutes | keyof typeof sharedTopicRoutes;

/** What the functions of own and shared topics may do, and do, written by hand. */
export const expectedTopics: Readonly<Record<TopicRoute, ExpectedFunction & ExpectedRoute>> = {
  'create-topic': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
      ],
      queue: ['sqs:SendMessage'],
    },
    // The guard, the notes and the row; the room for it is kept in a set.
    asks: {
      'dynamodb:Query': 1,
      'dynamodb:PutItem': 3,
      'dynamodb:GetItem': 1,
      'dynamodb:UpdateItem': 1,
      'sqs:SendMessage': 1,
    },
  },
  'list-own-topics': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    },
    asks: { 'dynamodb:Query': 2 },
  },
  'get-own-topic': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': ['dynamodb:GetItem'],
    },
    asks: { 'dynamodb:GetItem': 2 },
  },
  'edit-topic': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
      ],
    },
    asks: { 'dynamodb:Query': 1, 'dynamodb:GetItem': 2, 'dynamodb:UpdateItem': 1 },
  },
  'delete-topic': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
        'dynamodb:DeleteItem',
      ],
      'table SHARED#*': ['dynamodb:DeleteItem'],
      'table CATALOG CATALOG#*': ['dynamodb:GetItem'],
    },
    // The caller, what others can see of the topic and what was shared meanwhile, and the habits, which name it no longer.
    asks: { 'dynamodb:Query': 4, 'dynamodb:DeleteItem': 2, 'dynamodb:UpdateItem': 1 },
  },
  'share-topic': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
        'dynamodb:DeleteItem',
      ],
      'table SHARED#*': ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      'table LEAGUE#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ],
      'OpenAI key': ['secretsmanager:GetSecretValue'],
    },
    // Shared again: consents, the topic, the count of the day and the code; the count, what is
    // shown, and the topic.
    asks: {
      'dynamodb:Query': 2,
      'dynamodb:GetItem': 3,
      'dynamodb:PutItem': 1,
      'dynamodb:UpdateItem': 3,
    },
  },
  'stop-sharing': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ],
      'table SHARED#*': ['dynamodb:DeleteItem'],
    },
    // What is shown, and the note of it, which is marked first.
    asks: { 'dynamodb:Query': 2, 'dynamodb:DeleteItem': 2, 'dynamodb:UpdateItem': 2 },
  },
  'get-shared-topic': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
      ],
      'table SHARED#*': ['dynamodb:GetItem'],
    },
    // The count of wrong codes, and what is shown.
    asks: { 'dynamodb:Query': 1, 'dynamodb:GetItem': 2 },
  },
  'copy-shared-topic': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
        'dynamodb:DeleteItem',
      ],
      'table SHARED#*': [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ],
    },
    // Count and code, the copy that is not there yet, no tombstone and the note; guard, note, place and copy; and room.
    asks: {
      'dynamodb:Query': 1,
      'dynamodb:GetItem': 5,
      'dynamodb:PutItem': 4,
      'dynamodb:UpdateItem': 2,
    },
  },
  'report-shared-topic': {
    may: {
      'token keys': ['secretsmanager:GetSecretValue'],
      'table USER#*': [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
      ],
      'table SHARED#*': ['dynamodb:GetItem'],
      'table REPORTS': ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
    },
    // Count and code, no tombstone and the note; note and report, which then stays; and the count of the day.
    asks: {
      'dynamodb:Query': 1,
      'dynamodb:GetItem': 4,
      'dynamodb:PutItem': 2,
      'dynamodb:UpdateItem': 2,
    },
  },
};
