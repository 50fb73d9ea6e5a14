import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { environments, type FunctionName } from '../../shared/contracts/environment.ts';
import { render } from '../support/rendered-value.ts';
import { type Statement, synthesizeStack } from '../support/synthesized-stack.ts';

const { functions, ofType } = synthesizeStack();

/** Written out by hand: resource → actions. The own log group and Sentry's DSN are added to each below. */
const expected: Record<FunctionName, Record<string, readonly string[]>> = {
  'issue-token': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': ['dynamodb:PutItem'],
    'table ADDRESS#*': ['dynamodb:UpdateItem'],
  },
  'get-name': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  },
  'change-name': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  },
  'list-lectures': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': [
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:BatchGetItem',
    ],
  },
  'get-progress': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': ['dynamodb:Query'],
  },
  'delete-user': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': [
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:BatchWriteItem',
    ],
    'bucket/recordings/*': ['s3:DeleteObject'],
    bucket: ['s3:ListBucket'],
  },
  'export-user': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': [
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
    ],
  },
  'list-majors': { 'table CATALOG CATALOG#*': ['dynamodb:GetItem'] },
  'list-subjects': { 'table CATALOG CATALOG#*': ['dynamodb:GetItem'] },
  'list-topics': { 'table CATALOG CATALOG#*': ['dynamodb:GetItem'] },
  'get-topic': { 'table CATALOG CATALOG#*': ['dynamodb:GetItem'] },
  'create-topic': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': [
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:GetItem',
    ],
    queue: ['sqs:SendMessage'],
  },
  'list-own-topics': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  },
  'get-own-topic': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': ['dynamodb:GetItem'],
  },
  'edit-topic': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': [
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:GetItem',
    ],
  },
  'delete-topic': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': [
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ],
  },
  'presign-upload': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    'bucket/recordings/*': ['s3:PutObject'],
  },
  'submit-lecture': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': [
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:GetItem',
    ],
    'table CATALOG CATALOG#*': ['dynamodb:GetItem'],
    'bucket/recordings/*': ['s3:GetObject'],
    bucket: ['s3:ListBucket'],
    queue: ['sqs:SendMessage'],
  },
  'get-ranking': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#* RANKING': ['dynamodb:GetItem'],
  },
  'get-lecture': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': ['dynamodb:GetItem'],
  },
  'rate-lecture': {
    'token keys': ['secretsmanager:GetSecretValue'],
    'table USER#*': [
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:GetItem',
    ],
  },
  'reject-request': {},
  'get-api-docs': {},
  'get-swagger-page': {},
  'get-web-app': { 'table WEB_FILES': ['dynamodb:GetItem'] },
  'process-lecture': {
    'table USER#*': [
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:Query',
      'dynamodb:BatchWriteItem',
    ],
    'table QUOTA': ['dynamodb:UpdateItem'],
    'table CATALOG#*': ['dynamodb:GetItem'],
    'bucket/recordings/*': ['s3:GetObject', 's3:DeleteObject'],
    bucket: ['s3:ListBucket'],
    queue: [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ChangeMessageVisibility',
    ],
    'unclaimed queue': ['sqs:SendMessage'],
    'OpenAI key': ['secretsmanager:GetSecretValue'],
  },
  'delete-unclaimed': {
    'table USER#*': ['dynamodb:GetItem'],
    'bucket/recordings/*': ['s3:DeleteObject'],
    'unclaimed queue': [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:SendMessage',
    ],
  },
  'sweep-lectures': {
    'table USER#*': [
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:Query',
      'dynamodb:BatchWriteItem',
    ],
    'table/index/openLectures': ['dynamodb:Query'],
    'bucket/recordings/*': ['s3:GetObject', 's3:DeleteObject'],
    bucket: ['s3:ListBucket'],
    queue: ['sqs:SendMessage'],
  },
  'fold-standings': {
    'table RANKING': ['dynamodb:PutItem'],
    'table/index/standings': ['dynamodb:Query'],
  },
  'look-at-models': { 'OpenAI key': ['secretsmanager:GetSecretValue'] },
  'load-catalog': {
    'table CATALOG': ['dynamodb:GetItem', 'dynamodb:PutItem'],
    'table CATALOG#*': ['dynamodb:BatchWriteItem'],
  },
  'keep-web-files': {
    'table WEB_FILES': ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  },
};

/**
 * What may end in a star, and why: a recording is named by its user and lecture, who are not known
 * when a role is made. (A log group's ARN ends in one too, for its streams, but inside AWS.)
 */
const wildcardResources = ['bucket/recordings/*'];

const idsBy = (type: string, has: (properties: Record<string, unknown>) => boolean) =>
  Object.entries(ofType(type))
    .filter(([, { Properties }]) => has(Properties))
    .map(([id]) => id);

const secretsLike = (part: string) =>
  Object.keys(ofType('AWS::SecretsManager::Secret')).filter((id) => id.includes(part));

const queuesLike = (part: string) =>
  Object.keys(ofType('AWS::SQS::Queue')).filter((id) => id.includes(part));

const labels = new Map(
  [
    ['table', 'Arn', idsBy('AWS::DynamoDB::GlobalTable', () => true)],
    ['bucket', 'Arn', idsBy('AWS::S3::Bucket', () => true)],
    ['queue', 'Arn', queuesLike('Lectures')],
    ['unclaimed queue', 'Arn', queuesLike('Unclaimed')],
    ['token keys', 'Id', secretsLike('TokenKeys')],
    ['OpenAI key', 'Id', secretsLike('OpenAi')],
    ['Sentry DSN', 'Id', secretsLike('Sentry')],
  ].map(([label, attribute, ids]) => [`${ids}.${attribute}`, String(label)]),
);

function labelled(resource: unknown, ownLogs: string): string {
  const text = render(resource);
  if (text === `${ownLogs}.Arn`) return 'own logs';
  for (const [arn, label] of labels) {
    if (text.startsWith(arn)) return label + text.slice(arn.length);
  }
  return text;
}

/** Which partitions of the table a statement is about. */
function leadingKeysOf({ Condition }: Statement): readonly string[] {
  if (Condition === undefined) return [];
  return conditionSchema.parse(Condition)['ForAllValues:StringLike']['dynamodb:LeadingKeys'];
}

const keys = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));
const conditionSchema = z.strictObject({
  'ForAllValues:StringLike': z.strictObject({ 'dynamodb:LeadingKeys': keys }),
});

function granted(statements: readonly Statement[], ownLogs: string): Record<string, unknown> {
  return Object.fromEntries(
    statements.flatMap((statement) =>
      statement.Resource.map((resource) => [
        [labelled(resource, ownLogs), ...leadingKeysOf(statement)].join(' '),
        statement.Action,
      ]),
    ),
  );
}

const roles = [...functions].map(([name, { resource, statements, roleLogicalId }]) => {
  const { LogGroup: logGroup } = Object(resource.Properties['LoggingConfig']);
  return { name, roleLogicalId, statements, ownLogs: render(logGroup) };
});

describe('the roles', () => {
  it('are one for each function and no other', () => {
    expect(Object.keys(ofType('AWS::IAM::Role')).sort()).toEqual(
      roles.map(({ roleLogicalId }) => roleLogicalId).sort(),
    );
    expect(roles.map(({ name }) => name).sort()).toEqual(Object.keys(environments).sort());
  });

  it.each(roles)('$name may do exactly what it does', ({ name, statements, ownLogs }) => {
    expect(granted(statements, ownLogs)).toEqual({
      'own logs': ['logs:CreateLogStream', 'logs:PutLogEvents'],
      'Sentry DSN': ['secretsmanager:GetSecretValue'],
      ...expected[name],
    });
  });

  it.each(roles)('$name has plain Allow statements, one for a resource', ({ statements }) => {
    for (const { Condition: _, ...statement } of statements) {
      expect(statement.Effect).toBe('Allow');
      expect(Object.keys(statement).sort()).toEqual(['Action', 'Effect', 'Resource']);
    }
    const named = statements.flatMap((statement) =>
      statement.Resource.map((resource) => [render(resource), ...leadingKeysOf(statement)].join()),
    );
    expect(new Set(named).size).toBe(named.length);
  });

  it.each(roles)('$name reaches partitions of the table, never all of it', (role) => {
    const onTable = role.statements.filter(({ Resource }) =>
      Resource.some((resource) => labelled(resource, role.ownLogs) === 'table'),
    );
    for (const statement of onTable) expect(leadingKeysOf(statement)).not.toEqual([]);
  });

  it.each(roles)('$name has no wildcard but the accepted ones', ({ statements, ownLogs }) => {
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    const wild = statements
      .flatMap(({ Resource }) => Resource.map((resource) => labelled(resource, ownLogs)))
      .filter((resource) => resource.includes('*'));
    expect(wildcardResources).toEqual(expect.arrayContaining(wild));
  });

  it.each(roles)('$name is for Lambda alone, without managed policies', ({ roleLogicalId }) => {
    expect(ofType('AWS::IAM::Role')[roleLogicalId]?.Properties).toEqual({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
          },
        ],
      },
    });
  });
});
