import type { FunctionName } from '../../shared/contracts/environment.ts';
import { type Grants, on, type TableGrant } from './grant-targets.ts';

/** Routes that read the caller's profile also make one for a user of the first backend, and note the day. */
const userRoute = ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] as const;

const readCatalog: TableGrant = {
  partitions: ['catalogPointer', 'catalogVersions'],
  actions: ['dynamodb:GetItem'],
};

const countDays = on('retention', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
/**
 * A lecture names the version of the catalog that it began with, by which it is judged and shown in English.
 */
const readCatalogVersions = on('catalogVersions', 'dynamodb:GetItem');

/** Taking a seat in a group of the league, and leaving it. */
const seat = [
  'dynamodb:Query',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
] as const;

/** What erasing the rows of a deleted user takes. */
const eraseRows = ['dynamodb:Query', 'dynamodb:BatchWriteItem'] as const;
/**
 * Erasing a user's shared topics, copies, reports, transfer codes and seats, which the notes among the user's
 * rows name.
 */
const eraseOutside: TableGrant = {
  partitions: ['sharedTopics', 'topicReports', 'transferCodes', 'leagues'],
  actions: ['dynamodb:BatchWriteItem'],
};
const eraseRecordings = {
  recordings: ['s3:DeleteObject'],
  bucket: ['s3:ListBucket'],
} as const;

/** The event source reads the queue by the role of the function that it feeds. */
const readQueue = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'] as const;

/**
 * Exactly what each function may do. Beyond this a function has its own log group, the reading of
 * Sentry's secret and, where its environment names the token keys, the reading of that one.
 */
export const grants: Record<FunctionName, Grants> = {
  'issue-token': {
    table: [on('users', 'dynamodb:PutItem'), on('addressCounters', 'dynamodb:UpdateItem')],
  },
  'create-transfer-code': {
    table: [
      on('users', ...userRoute, 'dynamodb:GetItem'),
      on('transferCodes', 'dynamodb:PutItem', 'dynamodb:UpdateItem'),
    ],
  },
  'redeem-transfer-code': {
    table: [
      on('users', 'dynamodb:GetItem', 'dynamodb:UpdateItem'),
      on('transferCodes', 'dynamodb:GetItem'),
      on('addressCounters', 'dynamodb:UpdateItem'),
    ],
  },
  'get-name': { table: [on('users', ...userRoute)] },
  'change-name': { table: [on('users', ...userRoute)] },
  'get-consents': { table: [on('users', ...userRoute)] },
  // The same function changes the settings of reminders, and answers the key that devices subscribe with.
  'change-consents': {
    table: [
      // A learner for whom a guardian answers leaves the league.
      on('users', ...userRoute, 'dynamodb:GetItem', 'dynamodb:DeleteItem'),
      on('pushKey', 'dynamodb:GetItem'),
      { partitions: ['sharedTopics', 'leagues'], actions: ['dynamodb:DeleteItem'] },
    ],
  },
  'list-lectures': {
    table: [on('users', ...userRoute, 'dynamodb:BatchGetItem'), readCatalogVersions],
  },
  'get-progress': { table: [on('users', 'dynamodb:Query'), readCatalogVersions] },
  'delete-user': {
    table: [on('users', 'dynamodb:GetItem', 'dynamodb:PutItem', ...eraseRows), eraseOutside],
    deletions: ['s3:PutObject'],
    ...eraseRecordings,
  },
  'export-user': {
    table: [
      on('users', ...userRoute, 'dynamodb:GetItem', 'dynamodb:BatchGetItem'),
      on('leagues', 'dynamodb:GetItem'),
      readCatalogVersions,
    ],
  },
  'list-majors': { table: [readCatalog] },
  'list-subjects': { table: [readCatalog] },
  'list-topics': { table: [readCatalog] },
  'get-topic': { table: [readCatalog] },
  'presign-upload': { table: [on('users', ...userRoute)], recordings: ['s3:PutObject'] },
  'submit-lecture': {
    table: [on('users', ...userRoute, 'dynamodb:GetItem', 'dynamodb:BatchGetItem'), readCatalog],
    recordings: ['s3:GetObject'],
    bucket: ['s3:ListBucket'],
    queue: ['sqs:SendMessage'],
  },
  // The answer has the learner's standing beside the habits, the ranking's snapshot and the group of the
  // league.
  'get-home': {
    table: [
      on('users', ...userRoute, 'dynamodb:GetItem'),
      on('ranking', 'dynamodb:GetItem'),
      on('leagues', 'dynamodb:Query'),
    ],
  },
  'get-ranking': {
    table: [{ partitions: ['users', 'ranking'], actions: ['dynamodb:GetItem'] }],
  },
  'get-lecture': {
    table: [
      on('users', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'),
      readCatalogVersions,
    ],
  },
  'reveal-answers': {
    table: [
      on('users', ...userRoute, 'dynamodb:GetItem', 'dynamodb:BatchGetItem'),
      readCatalogVersions,
    ],
  },
  'answer-pupil': {
    table: [
      on('users', ...userRoute, 'dynamodb:GetItem', 'dynamodb:BatchGetItem'),
      readCatalogVersions,
    ],
    recordings: ['s3:GetObject'],
    bucket: ['s3:ListBucket'],
    queue: ['sqs:SendMessage'],
  },
  'revise-lecture': {
    table: [
      on('users', ...userRoute, 'dynamodb:GetItem', 'dynamodb:BatchGetItem'),
      readCatalogVersions,
    ],
    queue: ['sqs:SendMessage'],
  },
  'rate-lecture': { table: [on('users', ...userRoute, 'dynamodb:GetItem')] },
  'create-topic': {
    table: [on('users', ...userRoute, 'dynamodb:GetItem')],
    queue: ['sqs:SendMessage'],
  },
  'list-own-topics': { table: [on('users', ...userRoute)] },
  'get-own-topic': { table: [on('users', 'dynamodb:GetItem')] },
  'edit-topic': { table: [on('users', ...userRoute, 'dynamodb:GetItem')] },
  'delete-topic': {
    table: [
      on('users', ...userRoute, 'dynamodb:GetItem', 'dynamodb:DeleteItem'),
      on('sharedTopics', 'dynamodb:DeleteItem'),
      readCatalog,
    ],
  },
  'share-topic': {
    table: [
      // The last action removes what an earlier attempt left half-way.
      on('users', ...userRoute, 'dynamodb:GetItem', 'dynamodb:DeleteItem'),
      on('sharedTopics', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'),
      // This function also moderates names in the league, and seats the learner whose name it accepts.
      on('leagues', ...seat),
    ],
    openAiSecret: ['secretsmanager:GetSecretValue'],
  },
  'stop-sharing': {
    table: [
      on('users', ...userRoute, 'dynamodb:DeleteItem'),
      on('sharedTopics', 'dynamodb:DeleteItem'),
    ],
  },
  'get-shared-topic': {
    table: [on('users', ...userRoute, 'dynamodb:GetItem'), on('sharedTopics', 'dynamodb:GetItem')],
  },
  'copy-shared-topic': {
    table: [
      // The last action removes what an earlier attempt left half-way.
      on('users', ...userRoute, 'dynamodb:GetItem', 'dynamodb:DeleteItem'),
      on(
        'sharedTopics',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ),
    ],
  },
  'report-shared-topic': {
    table: [
      on('users', ...userRoute, 'dynamodb:GetItem'),
      on('sharedTopics', 'dynamodb:GetItem'),
      on('topicReports', 'dynamodb:PutItem', 'dynamodb:UpdateItem'),
    ],
  },
  'get-api-docs': {},
  'get-swagger-page': {},
  // The function reads the files of earlier releases.
  'get-web-app': { table: [on('webFiles', 'dynamodb:GetItem')] },
  'take-reward': { rewardQueue: ['sqs:SendMessage'] },
  'reject-request': {},
  'process-lecture': {
    table: [
      on('users', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', ...eraseRows),
      eraseOutside,
      // A learner in the league gets points.
      on('leagues', 'dynamodb:UpdateItem'),
      on('serviceCounters', 'dynamodb:UpdateItem'),
      // The worker reads the version that a lecture names, and from the current one what its learner may
      // teach next.
      readCatalog,
    ],
    recordings: ['s3:GetObject', ...eraseRecordings.recordings],
    bucket: ['s3:ListBucket'],
    queue: [...readQueue, 'sqs:ChangeMessageVisibility'],
    unclaimedQueue: ['sqs:SendMessage'],
    reminderQueue: ['sqs:SendMessage'],
    openAiSecret: ['secretsmanager:GetSecretValue'],
    // It tells devices of the end that it has written.
    pushSecret: ['secretsmanager:GetSecretValue'],
  },
  'delete-unclaimed': {
    table: [on('users', 'dynamodb:GetItem')],
    recordings: ['s3:DeleteObject'],
    unclaimedQueue: [...readQueue, 'sqs:SendMessage'],
  },
  'sweep-lectures': {
    table: [
      on('users', 'dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', ...eraseRows),
      eraseOutside,
    ],
    openLectures: ['dynamodb:Query'],
    recordings: ['s3:GetObject', ...eraseRecordings.recordings],
    bucket: ['s3:ListBucket'],
    queue: ['sqs:SendMessage'],
  },
  'fold-standings': {
    table: [on('ranking', 'dynamodb:PutItem'), countDays],
    standings: ['dynamodb:Query'],
  },
  // Beside the worker no other function may read the secret from which the key is derived.
  'send-reminders': {
    table: [
      on('users', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'),
      on('pushKey', 'dynamodb:GetItem', 'dynamodb:PutItem'),
    ],
    reminders: ['dynamodb:Query'],
    reminderQueue: [...readQueue, 'sqs:SendMessage'],
    pushSecret: ['secretsmanager:GetSecretValue'],
  },
  'close-leagues': {
    table: [
      on(
        'users',
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ),
      on('leagues', 'dynamodb:GetItem', ...seat),
      // The name of a learner who turns out to be under 14 is removed.
      on('sharedTopics', 'dynamodb:DeleteItem'),
    ],
  },
  'look-at-models': { openAiSecret: ['secretsmanager:GetSecretValue'] },
  'send-canary': {},
  'load-catalog': {
    table: [
      on('catalogPointer', 'dynamodb:GetItem', 'dynamodb:PutItem'),
      on('catalogVersions', 'dynamodb:BatchWriteItem'),
    ],
  },
  'credit-reward': {
    table: [
      on('users', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'),
      on('rewards', 'dynamodb:GetItem'),
    ],
    rewardQueue: [...readQueue, 'sqs:ChangeMessageVisibility'],
  },
  'keep-web-files': {
    table: [on('webFiles', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem')],
  },
};
